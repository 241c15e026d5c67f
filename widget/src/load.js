/** @import {Texts} from "./types.js" */

const WORDS_TIME_OUT = 5000;
const SCRIPT_TIME_OUT = 30_000;

/**
 * Loads a script of the guide, and refuses one that is not the one it was built with.
 * @param {string} address
 * @param {string} integrity
 * @param {number} again how often it failed: browsers remember a script that failed, under its address
 * @returns {Promise<any>}
 */
export async function loadModule(address, integrity, again) {
  const href = again ? `${address}?again=${again}` : address;
  const link = document.createElement("link");
  if (link.relList.supports("modulepreload")) {
    // import() itself cannot be given a hash; what was preloaded with one is what it then takes.
    await new Promise((resolve, reject) => {
      setTimeout(reject, SCRIPT_TIME_OUT); // a line that hangs must not leave a person waiting without a word
      Object.assign(link, { rel: "modulepreload", crossOrigin: "anonymous", integrity, onload: resolve, onerror: reject, href });
      document.head.append(link);
    });
    link.remove();
  }
  return import(href);
}

/**
 * Begins a session, while the script of the chat is still on its way. Without a body or a type of one, so that from
 * another website it is one trip and not two: the browser need not ask first.
 * @param {string} base address of the guide
 */
export const openSession = (base) => fetch(`${base}api/v1/sessions`, { method: "POST", credentials: "omit", cache: "no-store" });

/**
 * The website's own words, as for another language.
 * @param {string | null} address
 * @returns {Promise<Partial<Texts> | null>} null when there are none, or they cannot be had
 */
export async function loadWords(address) {
  if (!address) return null;
  const inTime = new Promise((resolve) => setTimeout(resolve, WORDS_TIME_OUT, null));
  try {
    const words = await Promise.race([fetch(address).then((response) => response.json()), inTime]);
    return Object(words) === words ? words : null;
  } catch {
    return null;
  }
}
