/**
 * The reader's work, kept in this browser (IndexedDB) so that a crash or a
 * reload loses nothing. Each open page of the browser keeps a session of its
 * own; one whose page is gone is offered to the next that opens.
 *
 * Only what changed is written, a moment after it did.
 *
 * @import { Clipping, Work } from "./store.js"
 */
import { isEmpty } from "./store.js";
import { turn } from "./turn.js";

/**
 * @typedef {object} Session
 * @property {string} id
 * @property {number} at When it was written last.
 * @property {number[]} order The ids of its clippings.
 * @property {number} current
 * @property {Work["options"]} options
 * @property {number} units How long all its texts are together.
 */

/** How many UTF-16 units are kept at most: some 300 pages take 3 million. */
export const MOST_UNITS = 50_000_000;
/** Keys come quicker than this; writing waits until they pause. */
const MOMENT = 400;
const NAME = "columnist";
const LOCK = "columnist-session ";

/** @param {(problem: "full" | undefined) => void} onState Called whenever something was kept or could not be. */
export function createKeeper(onState) {
  const own = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
  // The page stands before the browser is asked for its storage.
  const opening = turn().then(() => {
    // Held as long as this page lives; it tells others that the session is not theirs to take.
    void navigator.locks?.request(LOCK + own, () => new Promise(() => {}));
    return open();
  });
  // Nobody who has no storage is bothered with it: the page works all the same.
  opening.catch(() => {});

  /** @type {Work | undefined} */
  let wanted;
  /** @type {readonly Clipping[]} */
  let written = [];
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @type {Promise<void>} */
  let writing = Promise.resolve();

  function flush() {
    clearTimeout(timer);
    timer = undefined;
    writing = writing.then(write, write);
    return writing;
  }

  async function write() {
    const work = wanted;
    wanted = undefined;
    if (!work) return;
    const clippings = work.clippings.filter((clipping) => !isEmpty(clipping));
    const units = clippings.reduce((sum, { text }) => sum + text.length, 0);
    if (units > MOST_UNITS) {
      onState("full");
      return;
    }
    try {
      const database = await opening;
      await transact(database, (sessions, texts) => {
        const before = new Set(written);
        const after = new Set(clippings);
        for (const { id } of written) {
          if (!clippings.some((clipping) => clipping.id === id)) texts.delete([own, id]);
        }
        for (const clipping of after)
          if (!before.has(clipping)) texts.put({ session: own, ...clipping });
        if (clippings.length === 0) {
          sessions.delete(own);
          return;
        }
        /** @type {Session} */
        const session = {
          id: own,
          at: Date.now(),
          order: clippings.map(({ id }) => id),
          current: work.current,
          options: work.options,
          units,
        };
        sessions.put(session);
      });
      written = clippings;
      onState(undefined);
    } catch (error) {
      if (error instanceof DOMException && error.name === "QuotaExceededError") onState("full");
    }
  }

  /** The sessions that are kept, and whose page is gone unless it is this one. */
  async function sessions() {
    const database = await opening;
    /** @type {Session[]} */
    const all = await result(database.transaction("sessions").objectStore("sessions").getAll());
    const held = new Set((await navigator.locks?.query())?.held?.map(({ name }) => name));
    return all.map((session) => ({
      ...session,
      orphan: session.id !== own && !held.has(LOCK + session.id),
    }));
  }

  /** @param {string} id */
  async function drop(id) {
    await transact(await opening, (all, texts) => {
      all.delete(id);
      texts.delete(IDBKeyRange.bound([id], [id, []]));
    });
  }

  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && wanted) flush();
  });

  return {
    /** @param {Work} work */
    save(work) {
      wanted = work;
      timer ??= setTimeout(flush, MOMENT);
    },
    /** Writes at once what is still to be written. */
    flush,
    /** The newest work whose page is gone. */
    async lost() {
      try {
        const orphans = (await sessions()).filter(({ orphan }) => orphan);
        return orphans.toSorted((a, b) => b.at - a.at)[0];
      } catch {
        return undefined;
      }
    },
    /**
     * Takes over what another page left.
     *
     * @param {Session} session
     * @returns {Promise<Clipping[]>}
     */
    async take(session) {
      const database = await opening;
      const range = IDBKeyRange.bound([session.id], [session.id, []]);
      const store = database.transaction("clippings").objectStore("clippings");
      /** @type {(Clipping & { session: string })[]} */
      const found = await result(store.getAll(range));
      const byId = new Map(found.map(({ session: _, ...clipping }) => [clipping.id, clipping]));
      return session.order.flatMap((id) => byId.get(id) ?? []);
    },
    drop,
    /** Deletes all that this browser keeps, but for what other open pages work on. */
    async forget() {
      await flush();
      for (const { id, orphan } of await sessions()) if (orphan || id === own) await drop(id);
      written = [];
    },
    /** What {@link forget} would delete. */
    async kept() {
      try {
        const all = (await sessions()).filter(({ id, orphan }) => orphan || id === own);
        return {
          pages: all.reduce((sum, { order }) => sum + order.length, 0),
          units: all.reduce((sum, { units }) => sum + units, 0),
        };
      } catch {
        return { pages: 0, units: 0 };
      }
    },
  };
}

/** @returns {Promise<IDBDatabase>} */
function open() {
  const request = indexedDB.open(NAME, 1);
  request.addEventListener("upgradeneeded", () => {
    request.result.createObjectStore("sessions", { keyPath: "id" });
    request.result.createObjectStore("clippings", { keyPath: ["session", "id"] });
  });
  return result(request);
}

/**
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
function result(request) {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error));
  });
}

/**
 * @param {IDBDatabase} database
 * @param {(sessions: IDBObjectStore, texts: IDBObjectStore) => void} change
 * @returns {Promise<void>}
 */
function transact(database, change) {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(["sessions", "clippings"], "readwrite");
    transaction.addEventListener("complete", () => resolve());
    transaction.addEventListener("abort", () => reject(transaction.error));
    change(transaction.objectStore("sessions"), transaction.objectStore("clippings"));
  });
}
