export function PoliciesPage() { return null; }
export function PolicyPage() { return null; }
