import { Button, Progress, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { useMay } from '@/api/session';
import type { Schemas } from '@/api/types';
import { DueChip } from '@/kit/due-chip';
import { Empty, Loaded } from '@/kit/load';
import { ProblemBox } from '@/kit/problem';
import { Section } from '@/kit/section';
import { useState } from 'react';
import { useRenewReviews } from '../hooks';
import css from '../people.module.css';
import { doneShare } from '../rules';
import { Chip } from './chip';

/** How far a round of reviews is: its end, what is done, what is overdue, and who reviews whom. */
export function ReviewRounds() {
  const { t } = useTranslation('people');
  const may = useMay();
  const onSuccess = useRenewReviews();
  const reading = api.useQuery('get', '/api/v1/people-access/rounds', { params: { query: { limit: 24 } } });
  const open = api.useMutation('post', '/api/v1/people-access/rounds', { onSuccess });
  const [day, setDay] = useState<string>();
  const rounds = reading.data?.items ?? [];
  const chosen = rounds.find((it) => it.day === day) ?? rounds[0];
  const extra = (
    <span className={css.acts}>
      {rounds.length > 1 && <Select size="small" aria-label={t('round.which')} value={chosen?.day ?? ''} onChange={setDay} options={rounds.map((it) => ({ value: it.day, label: t('round.of', { day: it.day }) }))} />}
      {may('system.admin') && <Button size="small" loading={open.isPending} onClick={() => open.mutate({})}>{t('round.start')}</Button>}
    </span>
  );
  return (
    <Section title={chosen ? t('round.of', { day: chosen.day }) : t('round.title')} extra={extra}>
      <ProblemBox error={open.error} />
      <Loaded of={reading} rows={2}>{() => (chosen ? <Round it={chosen} /> : <Empty what={t('round.none')} how={t('round.noneHow')} />)}</Loaded>
    </Section>
  );
}

function Round({ it }: { it: Schemas['ReviewRound'] }) {
  const { t } = useTranslation('people');
  const share = doneShare(it);
  return (
    <div className={css.stack}>
      <div className={css.round}>
        <Progress percent={share} status={it.overdue > 0 ? 'exception' : 'normal'} aria-label={t('round.share')} />
        <span>{t('round.done', { done: it.done, people: it.people })}</span>
        {it.closed_at ? <Chip tone="still">{t('round.closed')}</Chip> : <DueChip due={it.due_at} />}
        {it.overdue > 0 && <Chip tone="over">{t('round.overdue', { count: it.overdue })}</Chip>}
      </div>
      <ul className={css.shares} aria-label={t('round.reviewers')}>
        {it.reviewers.map((one) => (
          <li key={one.reviewer_id ?? ''}>{one.reviewer_name ?? t('round.nobody')} <span className={css.muted}>{one.done} / {one.people}</span></li>
        ))}
      </ul>
    </div>
  );
}
