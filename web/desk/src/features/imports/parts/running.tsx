import { Link } from '@tanstack/react-router';
import { Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/types';
import { count } from '@/kit/figures';
import { Section } from '@/kit/section';
import css from '../imports.module.css';
import { isRunning, percent } from '../rules';

/** How far it is and what has come of it so far. */
export function Running({ it }: { it: Schemas['Import'] }) {
  const { t } = useTranslation('imports');
  const failed = it.state === 'failed';
  // A trial counts rows and cases; events are made by the writing.
  const written = it.dry_run ? [] : [['events', it.events] as const];
  const figures = [['rows', it.rows] as const, ['cases', it.cases] as const, ...written, ['known', it.known] as const, ['bad', it.bad] as const];
  return (
    <Section title={t(it.dry_run ? 'trial' : 'progress')}>
      <Progress percent={it.state === 'done' ? 100 : percent(it)} status={failed ? 'exception' : isRunning(it.state) ? 'active' : 'normal'} aria-label={t('progress')} />
      <div className={css.figures} aria-live="polite">
        {figures.map(([name, value]) => <div key={name} className={css.figure}><b className={name === 'bad' && value > 0 ? css.hot : ''}>{count(value)}</b>{t(`field.${name}`)}</div>)}
      </div>
      {it.lacking.length > 0 && <p className={css.quiet}>{t('lacking', { columns: it.lacking.join(t('and')) })}</p>}
      {it.detail && <p className={failed ? css.hot : css.quiet}>{it.detail}</p>}
      {it.state === 'done' && it.dry_run && <p className={css.quiet}>{t('trialDone')}</p>}
      {it.state === 'done' && !it.dry_run && <p><Link to="/cases" search={{ view: 'open', status: 'all' } as never}>{t('seeCases')}</Link></p>}
    </Section>
  );
}
