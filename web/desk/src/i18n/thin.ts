const thin = '\u2009';
const han = '[\\u3400-\\u9fff\\uf900-\\ufaff]';
const latin = '[A-Za-z0-9%‰+@#¥$]';
const before = new RegExp(`(${han})[ \\u2009]?(${latin})`, 'g');
const after = new RegExp(`(${latin})[ \\u2009]?(${han})`, 'g');

/** Puts a thin space between Chinese and Latin or digits, whatever the text had there. */
export function thinSpaces(text: string): string {
  return text.replace(before, `$1${thin}$2`).replace(after, `$1${thin}$2`);
}
