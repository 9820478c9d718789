import dayjs from 'dayjs';
import { api } from '@/api/client';
import { useMay } from '@/api/session';

const day = 'YYYY-MM-DD';

/** Where the open cases stand now; read again every half minute while the page is shown. */
export function useStages() {
  return api.useQuery('get', '/api/v1/cases/stages', undefined, { refetchInterval: 30_000 });
}

/** A figure of the last four weeks, day by day. */
export function useFigure(id: string, by?: 'step') {
  const may = useMay();
  const query = { from: dayjs().subtract(27, 'day').format(day), to: dayjs().add(1, 'day').format(day), grain: 'day' as const, ...(by ? { by } : {}) };
  return api.useQuery('get', '/api/v1/metrics/{id}', { params: { path: { id }, query } }, { enabled: may('metrics.read') }).data;
}
