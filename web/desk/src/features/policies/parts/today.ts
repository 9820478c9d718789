import dayjs from 'dayjs';
import { useNow } from '@/kit/now';

/** Today as documents write days. */
export function useToday(): string {
  return dayjs(useNow()).format('YYYY-MM-DD');
}
