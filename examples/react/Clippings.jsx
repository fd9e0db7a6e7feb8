import { init, reconstruct } from "columnist";
import { useDeferredValue, useEffect, useMemo, useState } from "react";

/**
 * A field for the text of a page and, below it, the page's articles.
 *
 * `wasm` is the address of `columnist/columnist.wasm`, for bundlers that do not find it
 * by themselves.
 */
export function Clippings({ wasm }) {
  const [ready, setReady] = useState(false);
  const [problem, setProblem] = useState();
  const [text, setText] = useState("");
  // Typing goes before reading: a long page is read when there is time for it.
  const page = useReading(useDeferredValue(text), ready);

  useEffect(() => {
    init(wasm).then(() => setReady(true), setProblem);
  }, [wasm]);

  return (
    <>
      <textarea aria-label="Page" value={text} onChange={(event) => setText(event.target.value)} />
      {problem && <p role="alert">{problem.message}</p>}
      {page?.articles.map((article) => (
        <Article key={keyOf(article)} article={article} />
      ))}
    </>
  );
}

function useReading(text, ready) {
  return useMemo(() => (ready && text ? reconstruct(text) : undefined), [text, ready]);
}

function Article({ article: { kicker, headline, deck, bylines, paragraphs, captions } }) {
  return (
    <article>
      {kicker && <p className="kicker">{kicker.text}</p>}
      {headline && <h2>{headline.text}</h2>}
      {deck && <p className="deck">{deck.text}</p>}
      {bylines.map((byline) => (
        <address key={byline.spans[0]}>{byline.text}</address>
      ))}
      {paragraphs.map(({ role, text, spans }) =>
        role === "subhead" ? <h3 key={spans[0]}>{text}</h3> : <p key={spans[0]}>{text}</p>,
      )}
      {captions.map(({ text, spans }) => (
        <figcaption key={spans[0]}>{text}</figcaption>
      ))}
    </article>
  );
}

/** No two spans of a page overlap: where its first piece stands tells an article from all others. */
function keyOf({ headline, paragraphs, captions, credits, bylines }) {
  return [headline, ...paragraphs, ...captions, ...credits, ...bylines].find(Boolean)?.spans[0];
}
