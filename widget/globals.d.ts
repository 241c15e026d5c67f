// What the build puts in (build.mjs). Types only: nothing of this is in the build.
declare const __VERSION__: string;
declare const __CHAT_INTEGRITY__: string;
declare module "*.css" {
  const minified: string;
  export default minified;
}
