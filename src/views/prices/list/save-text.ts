// Offers a text as a download; nothing leaves the page.

/** A byte order mark goes before it, so that spreadsheets read UTF-8 as such. */
export function saveText(fileName: string, text: string, type: string): void {
  const url = URL.createObjectURL(new Blob(['\uFEFF', text], { type }));
  Object.assign(document.createElement('a'), { href: url, download: fileName }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
