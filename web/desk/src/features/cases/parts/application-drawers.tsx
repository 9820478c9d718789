import { Form, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Case, Schemas } from '@/api/types';
import { FormDrawer } from '@/kit/form-drawer';
import { tellDone } from '@/kit/undo';
import { useApplicationCommands } from '../application-hooks';
import type { Application } from '../application-rules';
import css from '../parts.module.css';
import { Words } from './command-fields';

type Props = { it: Case; onClose: () => void };

/** Asking the leader of the item. */
export function AskDrawer({ it, onClose }: Props) {
  const { t } = useTranslation('cases');
  const { ask } = useApplicationCommands(it.id);
  return (
    <FormDrawer<{ text: string }>
      title={`${t('question.ask')} · ${it.number}`}
      verb={t('question.send')}
      draft={`ask.${it.id}`}
      onClose={onClose}
      onSend={async ({ text }) => {
        await ask(text);
        tellDone(t('question.done.ask', { number: it.number }));
      }}
    >
      <Words name="text" label={t('question.text')} required autoFocus />
    </FormDrawer>
  );
}

/** Refusing an application: the ground is one of policy's, with what it rests on. */
export function RefuseDrawer({ it, of, onClose }: Props & { of: Application }) {
  const { t } = useTranslation('cases');
  const { refuse } = useApplicationCommands(it.id);
  const grounds = of.grounds.map(({ id, name, basis }) => ({ value: id, label: <>{name}<div className={css.quiet}>{basis}</div></> }));
  return (
    <FormDrawer<Schemas['NewRefusal']>
      title={`${t('application.refuse')} · ${it.number}`}
      verb={t('application.refuseDo')}
      danger
      draft={`refuse.${it.id}`}
      onClose={onClose}
      onSend={async (values) => {
        await refuse(values);
        tellDone(t('application.done.refuse', { number: it.number }));
      }}
    >
      <Form.Item name="ground" label={t('application.ground')} rules={[{ required: true, message: t('application.groundNeed') }]}><Radio.Group vertical options={grounds} /></Form.Item>
      <Words name="note" label={t('application.groundNote')} />
    </FormDrawer>
  );
}
