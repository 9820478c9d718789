import { Form, Radio, Rate } from 'antd';
import { useTranslation } from 'react-i18next';
import { FormDrawer } from '@/kit/form-drawer';
import { tellDone } from '@/kit/undo';
import { useFollowUpCommands, type FollowUp } from '../follow-up-hooks';
import { Words } from './command-fields';

type Said = { result: 'satisfied' | 'not_satisfied' | 'refused'; comment?: string; scores?: Record<string, number> };

/** What the customer said when reached. */
export function FollowUpDrawer({ it, onClose }: { it: FollowUp; onClose: () => void }) {
  const { t } = useTranslation('cases');
  const commands = useFollowUpCommands(it);
  return (
    <FormDrawer<Said>
      title={`${t('followUp.reached')} · ${it.number}`}
      verb={t('followUp.write')}
      draft={`follow-up.${it.id}`}
      onClose={onClose}
      onSend={async ({ result, comment, scores = {} }) => {
        const given = Object.fromEntries(Object.entries(scores).filter(([, score]) => score > 0));
        await commands.end({ result, comment: comment ?? null, scores: given });
        tellDone(t(`followUp.done.${result}`, { number: it.number }));
      }}
    >
      <ResultFields it={it} />
    </FormDrawer>
  );
}

function ResultFields({ it }: { it: FollowUp }) {
  const { t } = useTranslation('cases');
  const result: unknown = Form.useWatch('result');
  const choices = ['satisfied', 'not_satisfied', 'refused'].map((value) => ({ value, label: t(`followUp.result.${value}`) }));
  return (
    <>
      <Form.Item name="result" label={t('followUp.what')} rules={[{ required: true, message: t('form.satisfiedNeed') }]}><Radio.Group options={choices} /></Form.Item>
      {result !== 'refused' && it.questions.map(({ id, name, to }) => (
        <Form.Item key={id} name={['scores', id]} label={name}><Rate count={to} aria-label={name} /></Form.Item>
      ))}
      <Words name="comment" label={t(result === 'not_satisfied' ? 'form.whyNot' : 'form.comment')} required={result === 'not_satisfied'} />
    </>
  );
}
