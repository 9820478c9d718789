import { App, Button, Form, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toProblem } from '@/api/problem';
import type { Schemas } from '@/api/types';
import { MomentField } from '@/kit/fields';
import { FormDrawer } from '@/kit/form-drawer';
import { Section } from '@/kit/section';
import { tellDone } from '@/kit/undo';
import { When } from '@/kit/when';
import { useApplicationCommands, usePrinting } from '../application-hooks';
import type { Paper } from '../application-rules';
import css from '../parts.module.css';
import { options, toldHow } from '../words';

/** The papers that the applicant gets: printed, copied, and how the customer was told. */
export function Papers({ caseId, papers }: { caseId: string; papers: Paper[] }) {
  const { t } = useTranslation('cases');
  if (papers.length === 0) return null;
  return (
    <Section title={t('application.papers')}>
      <div className={css.cards}>{papers.toReversed().map((one) => <PaperCard key={one.id} caseId={caseId} it={one} />)}</div>
    </Section>
  );
}

function PaperCard({ caseId, it }: { caseId: string; it: Paper }) {
  const { t } = useTranslation('cases');
  const [telling, setTelling] = useState(false);
  const { busy, run } = useRun();
  const print = usePrinting(caseId).paper;
  const name = `${t(`application.paper.${it.kind}`)} ${it.number}`;
  const copy = async () => {
    await navigator.clipboard.writeText(it.text);
    tellDone(t('application.done.copy', { name }));
  };
  return (
    <article className={css.card} aria-label={name}>
      <div className={css.head}>
        <b>{name}</b>
        <span className={css.quiet}>{it.by?.name} <When at={it.at} /></span>
        <span className={css.acts}>
          <Button size="small" loading={busy} onClick={() => void run(() => print(it.id))}>{t('application.print')}</Button>
          <Button size="small" onClick={() => void run(copy)}>{t('application.copy')}</Button>
          <Button size="small" onClick={() => setTelling(true)}>{t('application.tell')}</Button>
        </span>
      </div>
      <div className={css.quiet}>{it.told_at ? <>{t('application.told', { how: t(`told.${it.told_how ?? ''}`, { defaultValue: it.told_how }) })} <When at={it.told_at} /></> : t('application.notTold')}</div>
      <details><summary>{t('application.preview')}</summary><div className={css.said}>{it.text}</div></details>
      {telling && <ToldDrawer caseId={caseId} it={it} name={name} onClose={() => setTelling(false)} />}
    </article>
  );
}

/** Runs what may be refused, once at a time. */
export function useRun() {
  const { notification } = App.useApp();
  const [busy, setBusy] = useState(false);
  const run = async (work: () => Promise<unknown>) => {
    setBusy(true);
    try {
      await work();
    } catch (thrown) {
      const problem = toProblem(thrown);
      notification.error({ title: problem.title || problem.code });
    } finally {
      setBusy(false);
    }
  };
  return { busy, run };
}

function ToldDrawer({ caseId, it, name, onClose }: { caseId: string; it: Paper; name: string; onClose: () => void }) {
  const { t } = useTranslation('cases');
  const { told } = useApplicationCommands(caseId);
  return (
    <FormDrawer<Schemas['ToldOf']>
      title={`${t('application.tell')} · ${name}`}
      verb={t('application.tellDo')}
      initial={{ how: 'in_person' }}
      onClose={onClose}
      onSend={async (values) => {
        await told(it.id, values);
        tellDone(t('application.done.told', { name }));
      }}
    >
      <Form.Item name="how" label={t('application.how')}><Select options={options(t, 'told', toldHow)} /></Form.Item>
      <Form.Item name="at" label={t('application.when')} extra={t('application.whenHint')}><MomentField /></Form.Item>
    </FormDrawer>
  );
}
