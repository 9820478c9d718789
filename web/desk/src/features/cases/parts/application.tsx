import { Alert, Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toProblem } from '@/api/problem';
import type { Case } from '@/api/types';
import { Loaded } from '@/kit/load';
import { ProblemBox } from '@/kit/problem';
import { Facts, Section } from '@/kit/section';
import { tellDone } from '@/kit/undo';
import { When } from '@/kit/when';
import { useApplication, useApplicationCommands } from '../application-hooks';
import { checkOf, itemOfCase, missingOf, type Application, type Check } from '../application-rules';
import css from '../parts.module.css';
import { AskDrawer, RefuseDrawer } from './application-drawers';
import { Checklist, Looked } from './checklist';
import { Papers } from './papers';
import { QuestionCard } from './question-card';

/** An application for a service item: its materials, papers and questions. */
export function ApplicationWorkspace({ it }: { it: Case }) {
  const reading = useApplication(it.id);
  return <div className={css.workspace}><Loaded of={reading}>{(found) => <Shown it={it} of={found} />}</Loaded></div>;
}

function Shown({ it, of }: { it: Case; of: Application }) {
  const { t } = useTranslation('cases');
  return (
    <>
      <Section title={`${of.name}（${of.item}）`} extra={<span className={css.tag}>{t(`application.state.${of.state}`)}</span>}>
        <Facts
          items={[
            [t('application.fee'), of.fee],
            [t('application.basis'), of.basis],
            [t('application.notices'), of.notices > 0 ? t('application.times', { count: of.notices }) : null],
            [t('application.ended'), of.ended_at && <span key="ended">{of.ended_by?.name} <When at={of.ended_at} full /></span>],
          ]}
        />
      </Section>
      {of.questions.length > 0 && <Section title={t('question.title')}><div className={css.cards}>{of.questions.map((one) => <QuestionCard key={one.id} it={one} onCase />)}</div></Section>}
      {/* What others ticked off meanwhile begins the list anew. */}
      <Materials key={JSON.stringify(checkOf(of))} it={it} of={of} />
      <Papers caseId={it.id} papers={of.papers} />
    </>
  );
}

/** The checklist, and what follows from it: the button says what will happen. */
function Materials({ it, of }: { it: Case; of: Application }) {
  const { t } = useTranslation('cases');
  const item = itemOfCase(of);
  const [check, setCheck] = useState<Check>(() => checkOf(of));
  const [reason, setReason] = useState('');
  const [doing, setDoing] = useState<'ask' | 'refuse'>();
  const { send, busy, problem } = useSending(it);
  const missing = missingOf(item, check);
  const may = (name: string) => of.actions.includes(name);
  const asked = of.questions.some(({ answered_at: at }) => at === null);
  const complete = missing.length === 0;
  const fresh = missing.some(({ id }) => !of.missing.includes(id)) || of.notices === 0;
  return (
    <Section title={t('application.materials')}>
      {may('check') ? <Checklist item={item} value={check} onChange={setCheck} /> : <Looked item={item} value={check} />}
      {of.notices > 0 && fresh && !complete && of.supervises && may('check') && <Input value={reason} onChange={(event) => setReason(event.target.value)} aria-label={t('application.againWhy')} placeholder={t('application.againWhy')} />}
      {asked && may('check') && <Alert type="info" showIcon title={t('application.asked')} />}
      <ProblemBox error={problem} />
      {may('check') && (
        <div className={css.foot}>
          {may('refuse') && <Button onClick={() => setDoing('refuse')}>{t('application.refuse')}</Button>}
          {may('ask') && <Button onClick={() => setDoing('ask')}>{t('question.ask')}</Button>}
          <Button loading={busy} disabled={complete && !asked} onClick={() => void send({ ...check, notify: false }, 'save')}>{t('application.save')}</Button>
          {!asked && (complete || fresh) && (
            <Button type="primary" loading={busy} onClick={() => void send({ ...check, notify: !complete, reason: reason || null }, complete ? 'accept' : 'notify')}>
              {complete ? t('application.accept') : t('application.notify', { count: missing.length })}
            </Button>
          )}
        </div>
      )}
      {doing === 'ask' && <AskDrawer it={it} onClose={() => setDoing(undefined)} />}
      {doing === 'refuse' && <RefuseDrawer it={it} of={of} onClose={() => setDoing(undefined)} />}
    </Section>
  );
}

function useSending(it: Case) {
  const { t } = useTranslation('cases');
  const commands = useApplicationCommands(it.id);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const send = async (check: Check, what: 'save' | 'accept' | 'notify') => {
    setBusy(true);
    setProblem(undefined);
    try {
      await commands.check(check);
      tellDone(t(`application.done.${what}`, { number: it.number }));
    } catch (thrown) {
      setProblem(toProblem(thrown));
    } finally {
      setBusy(false);
    }
  };
  return { send, busy, problem };
}
