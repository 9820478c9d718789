import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toProblem } from '@/api/problem';
import { FormDrawer } from '@/kit/form-drawer';
import { tellDone } from '@/kit/undo';
import { useJointCommands, type JointEnd } from '../joint-hooks';
import css from '../parts.module.css';
import { Words } from './command-fields';

type Props = { caseId: string; joint: { id: string; unit: { name: string } }; actions: string[] };

const ends: JointEnd[] = ['deliver', 'return', 'withdraw', 'waive'];

/** What the reader can do about a part that a department was asked for. */
export function JointActs({ caseId, joint, actions }: Props) {
  const { t } = useTranslation('cases');
  const { notification } = App.useApp();
  const [ending, setEnding] = useState<JointEnd>();
  const commands = useJointCommands(caseId);
  const unit = joint.unit.name;
  const accept = async () => {
    try {
      await commands.accept(joint.id);
      tellDone(t('joint.done.accept', { unit }));
    } catch (thrown) {
      notification.error({ title: toProblem(thrown).title });
    }
  };
  return (
    <span className={css.acts}>
      {actions.includes('accept') && <Button size="small" type="primary" onClick={() => void accept()}>{t('joint.do.accept')}</Button>}
      {ends.filter((name) => actions.includes(name)).map((name) => (
        <Button key={name} size="small" type={name === 'deliver' ? 'primary' : 'default'} onClick={() => setEnding(name)}>{t(`joint.do.${name}`)}</Button>
      ))}
      {ending && (
        <FormDrawer<{ text: string }>
          title={`${t(`joint.do.${ending}`)} · ${unit}`}
          verb={t(`joint.do.${ending}`)}
          draft={`joint.${joint.id}.${ending}`}
          onClose={() => setEnding(undefined)}
          onSend={async ({ text }) => {
            await commands.end(joint.id, ending, text);
            tellDone(t(`joint.done.${ending}`, { unit }));
          }}
        >
          <Words name="text" label={t(`joint.words.${ending}`)} required autoFocus />
        </FormDrawer>
      )}
    </span>
  );
}
