export function MetricsPage() { return null; }
export function MetricPage() { return null; }
