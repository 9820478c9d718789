import { Link } from '@tanstack/react-router';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Case } from '@/api/types';
import { FormDrawer } from '@/kit/form-drawer';
import { Section } from '@/kit/section';
import { tellDone } from '@/kit/undo';
import { When, toMinute } from '@/kit/when';
import { useMergesOf, useMergingOn, type Merge } from '../merge-hooks';
import css from '../parts.module.css';
import { Words } from './command-fields';

/** Says where a merged case goes on. */
export function MergedInto({ it }: { it: Case }) {
  const { t } = useTranslation('cases');
  const into = it.links.find(({ kind }) => kind === 'merged_into');
  if (!into) return null;
  return <Alert type="info" title={t('merge.into')} description={<Link to="/cases/$caseId" params={{ caseId: into.case_id }}>{into.number} {into.subject}</Link>} />;
}

/** The cases that became one with this, each to be taken back while policy lets it. */
export function Merges({ it }: { it: Case }) {
  const { t } = useTranslation('cases');
  const merged = it.links.some(({ kind }) => kind === 'merged');
  const found = useMergesOf(it.id, merged).data;
  const now = found?.items.filter(({ undone_at: undone }) => !undone) ?? [];
  if (!merged || now.length === 0) return null;
  return (
    <Section title={t('merge.title')}>
      <div className={css.cards}>{now.map((one) => <MergeCard key={one.id} it={it} merge={one} />)}</div>
    </Section>
  );
}

function MergeCard({ it, merge }: { it: Case; merge: Merge }) {
  const { t } = useTranslation('cases');
  const [open, setOpen] = useState(false);
  const { undoMerge } = useMergingOn(it.id);
  return (
    <article className={css.card} aria-label={merge.number}>
      <div className={css.head}>
        <Link to="/cases/$caseId" params={{ caseId: merge.case_id }}>{merge.number}</Link>
        {merge.may_undo && <span className={css.acts}><Button size="small" onClick={() => setOpen(true)}>{t('merge.undo')}</Button></span>}
      </div>
      <div className={css.quiet}>{merge.subject}</div>
      <div className={css.said}>{merge.reason}</div>
      <div className={css.quiet}>{merge.by?.name} <When at={merge.at} />{merge.may_undo && <> · {t('merge.until', { at: toMinute(merge.until) })}</>}</div>
      {open && (
        <FormDrawer<{ reason: string }>
          title={`${t('merge.undo')} · ${merge.number}`}
          verb={t('merge.undo')}
          onClose={() => setOpen(false)}
          onSend={async ({ reason }) => {
            await undoMerge(merge.id, reason);
            tellDone(t('merge.undone', { number: merge.number }));
          }}
        >
          <Words name="reason" label={t('merge.undoReason')} required autoFocus />
        </FormDrawer>
      )}
    </article>
  );
}
