/** Brings the field of a place into sight, once what lies around it has opened; the nearest one where it has none of its own. */
export function bring(field: string): void {
  const near = [field, field.replace(/\.(zh|en)$/, ''), field.replace(/\[\d+\]$/, ''), field.replace(/\.[^.]+$/, '')];
  globalThis.setTimeout(() => {
    const place = near.map((one) => document.getElementById(`field-${one}`)).find((one) => one !== null);
    place?.scrollIntoView({ block: 'center' });
    place?.focus();
  }, 200);
}
