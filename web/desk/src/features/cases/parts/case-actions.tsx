import { EllipsisOutlined } from '@ant-design/icons';
import { App, Button, Dropdown, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { toProblem } from '@/api/problem';
import type { Case } from '@/api/types';
import { ActButton } from '@/kit/act-button';
import { useCommands } from '@/kit/commands';
import { useShortcut, type ShortcutId } from '@/kit/keys';
import { useNarrow } from '@/kit/prefs';
import css from '../cases.module.css';
import { useCommandsOn } from '../hooks';
import { obstacle, offers } from '../rules';
import { useTellDone } from '../undo';

const words = ['reply', 'note'];
const order = ['accept', 'return', 'take_back', 'step', 'confirm', 'close', 'reopen', 'transfer', 'assign', 'promise', 'pause', 'resume', 'extend', 'joint', 'urge', 'customer_urges', 'entrust', 'edit', 'link', 'merge', 'split'];
const shown = ['step', 'transfer', 'promise', 'assign'];
const keys: Record<string, ShortcutId> = { assign: 'case.assign', transfer: 'case.transfer', promise: 'case.promise', step: 'case.step' };

/** The next sensible action as the one primary button, the usual ones beside it, the others in the menu. */
export function CaseActions({ it, act }: { it: Case; act: (name: string) => void }) {
  const { t } = useTranslation('cases');
  const narrow = useNarrow();
  const run = useRun(it, act);
  const may = (name: string) => obstacle(it.actions, name);
  const primary = it.primary && [...order, ...words].includes(it.primary) ? it.primary : undefined;
  const beside = narrow ? [] : shown.filter((name) => name !== primary && offers(it.actions, name));
  const rest = order.filter((name) => name !== primary && !beside.includes(name) && offers(it.actions, name));
  useActionKeys(it, run, primary);
  return (
    <div className={css.stripActs}>
      {beside.map((name) => <ActButton key={name} reason={may(name)} shortcut={keys[name] as ShortcutId} onClick={() => run(name)}>{t(`act.${name}`)}</ActButton>)}
      {primary && <ActButton type="primary" reason={may(primary)} shortcut="case.primary" onClick={() => run(primary)}>{t(`act.${primary}`)}</ActButton>}
      <Dropdown
        trigger={['click']}
        menu={{
          items: rest.map((name) => ({
            key: name,
            disabled: may(name) !== undefined,
            label: <Tooltip title={may(name)} placement="left">{t(`act.${name}`)}{may(name) && <div className={css.small}>{may(name)}</div>}</Tooltip>,
          })),
          onClick: ({ key }) => run(key),
        }}
      >
        <Button icon={<EllipsisOutlined />} aria-label={t('act.more')} />
      </Dropdown>
    </div>
  );
}

/** Accepting and resuming need no words and are done at once; everything else opens its drawer or its field. */
function useRun(it: Case, act: (name: string) => void): (name: string) => void {
  const { notification } = App.useApp();
  const commands = useCommandsOn(it);
  const tellDone = useTellDone();
  return (name) => {
    if (name !== 'accept' && name !== 'resume') return act(name);
    commands[name]().then((fresh) => tellDone(name, it, fresh)).catch((thrown: unknown) => {
      const problem = toProblem(thrown);
      notification.error({ title: problem.title || problem.code });
    });
  };
}

function useActionKeys(it: Case, run: (name: string) => void, primary: string | undefined): void {
  const { t } = useTranslation('cases');
  const go = (name: string | undefined) => (name && offers(it.actions, name) && obstacle(it.actions, name) === undefined ? () => run(name) : undefined);
  useShortcut('case.primary', go(primary));
  useShortcut('case.assign', go('assign'));
  useShortcut('case.transfer', go('transfer'));
  useShortcut('case.promise', go('promise'));
  useShortcut('case.step', go('step'));
  useCommands(
    order.filter((name) => offers(it.actions, name)).map((name) => ({
      id: `case.${name}`, title: t(`act.${name}`), group: it.number, run: () => run(name), shortcut: keys[name], disabled: obstacle(it.actions, name),
    })),
  );
}
