// A clipping service: POST the text of a page and get its articles, as JSON or as HTML.
//   node server.mjs &
//   curl --data-binary @page.txt -H "Accept: text/html" http://localhost:8080/
import { createServer } from "node:http";
import { ColumnistError, init, reconstruct, render } from "columnist";

const MOST_BYTES = 4_000_000;
await init();

const server = createServer(async (request, response) => {
  const say = (status, text, type = "text/plain") =>
    response.writeHead(status, { "content-type": `${type}; charset=utf-8` }).end(text);
  try {
    if (request.method !== "POST") return say(405, "POST the text of a page\n");
    const chunks = [];
    for await (const chunk of request) {
      chunks.push(chunk);
      if (chunks.reduce((sum, { length }) => sum + length, 0) > MOST_BYTES) {
        return say(413, `a page has ${MOST_BYTES} bytes at most\n`);
      }
    }
    const page = reconstruct(new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks)));
    const html = request.headers.accept?.includes("text/html");
    return say(200, render(page, html ? "html" : "json"), html ? "text/html" : "application/json");
  } catch (error) {
    const theirs = error instanceof ColumnistError || error instanceof TypeError;
    return say(theirs ? 400 : 500, `${error.message}\n`);
  }
});
server.listen(process.env.PORT ?? 8080, () => console.log(server.address().port));
