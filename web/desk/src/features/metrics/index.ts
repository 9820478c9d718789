export { MetricPage } from './pages/metric';
export { MetricsPage } from './pages/overview';
