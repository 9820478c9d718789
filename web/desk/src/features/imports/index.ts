export function ImportsPage() { return null; }
export function ImportPage() { return null; }
