import { createRoot } from "react-dom/client";
import { Clippings } from "./Clippings.jsx";

createRoot(document.getElementById("root")).render(<Clippings wasm="/columnist.wasm" />);
