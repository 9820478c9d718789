/** Gives the person a file made here. */
export function saveText(name: string, text: string, type = 'text/csv'): void {
  // The mark in front lets spreadsheet programs see that the text is UTF-8.
  saveFile(name, new Blob(['\ufeff', text], { type: `${type};charset=utf-8` }));
}

/** Gives the person a file. */
export function saveFile(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
