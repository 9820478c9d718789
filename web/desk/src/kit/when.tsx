import { Tooltip } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { sayDuration } from './duration';
import css from './kit.module.css';
import { useNow } from './now';

/** The exact moment, in the browser's time zone. */
export function exact(at: string): string {
  return dayjs(at).format('YYYY-MM-DD HH:mm:ss');
}

/** A moment within a sentence, to the minute. */
export function toMinute(at: string): string {
  return dayjs(at).format('YYYY-MM-DD HH:mm');
}

/** A moment as people say it in lists: minutes and hours today, the date after that; the exact time on hover. */
export function When({ at, full = false }: { at: string | null | undefined; full?: boolean }) {
  const { t } = useTranslation('kit');
  const now = useNow();
  if (!at) return <span className={css.muted}>{t('none')}</span>;
  return (
    <Tooltip title={exact(at)}>
      <time dateTime={at} className={css.number}>{full ? toMinute(at) : relative(at, now, t)}</time>
    </Tooltip>
  );
}

function relative(at: string, now: number, t: (key: string, values?: Record<string, unknown>) => string): string {
  const moment = dayjs(at);
  const ago = now - moment.valueOf();
  if (Math.abs(ago) < 60_000) return t('when.now');
  if (ago > 0 && ago < 3_600_000) return t('when.ago', { span: sayDuration(Math.floor(ago / 60_000) * 60_000, t) });
  if (moment.isSame(now, 'day')) return t('when.today', { time: moment.format('HH:mm') });
  return moment.isSame(now, 'year') ? moment.format('MM-DD HH:mm') : moment.format('YYYY-MM-DD');
}

/** A length of time in its two largest units. */
export function Duration({ ms }: { ms: number | null | undefined }) {
  const { t } = useTranslation('kit');
  if (ms === null || ms === undefined) return <span className={css.muted}>{t('none')}</span>;
  return <span className={css.number}>{sayDuration(ms, t)}</span>;
}
