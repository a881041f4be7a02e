/** The text of a file: Vitest and the build put it in the place of the import. */
declare module '*?raw' {
  const text: string
  // biome-ignore lint/style/noDefaultExport: that is what such an import gives
  export default text
}
