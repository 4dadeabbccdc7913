// Provided by kernels-plugin.ts: the address of a variant's .wasm file.
declare module 'virtual:kernels/*' {
  const url: string;
  // eslint-disable-next-line import-x/no-default-export -- as Vite gives the address of any asset
  export default url;
}
