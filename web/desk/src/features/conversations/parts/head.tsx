import { ArrowLeftOutlined, EllipsisOutlined, MenuUnfoldOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { App, Button, Dropdown } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Talk } from '@/api/conversations';
import { toProblem } from '@/api/problem';
import { useSession } from '@/api/session';
import { useAround } from '@/api/talk-context';
import { ActButton } from '@/kit/act-button';
import { useBook } from '@/kit/book';
import { useCommands } from '@/kit/commands';
import { useShortcut, type ShortcutId } from '@/kit/keys';
import { People } from '@/kit/person';
import { useQueues } from '@/kit/policy';
import { useNarrow } from '@/kit/prefs';
import { TagsField } from '@/kit/tag-pick';
import { actsFor, type Act } from '../act-rules';
import css from '../conversations.module.css';
import { useActsOn } from '../hooks';
import { searchOf, type Filter } from '../list-rules';
import { AnswerDue, MediumMark, TierMark } from './marks';

type Props = { it: Talk; filter: Filter; onDo: (name: string) => void; onUnfold: (() => void) | undefined };

const keys: Partial<Record<string, ShortcutId>> = { take: 'case.assign', transfer: 'case.transfer', snooze: 'talk.snooze', wake: 'talk.snooze' };

/** Who it is, where it stands, who else is here, and what can be done now. */
export function Head({ it, filter, onDo, onUnfold }: Props) {
  const { t } = useTranslation('conversations');
  const { sayQueue } = useQueues();
  const { tags } = useBook();
  const acts = useActsOn(it.id);
  const narrow = useNarrow();
  return (
    <header className={css.head}>
      {narrow && <Link to="/conversations" search={searchOf(filter) as never} aria-label={t('back')}><ArrowLeftOutlined /></Link>}
      {!narrow && onUnfold && <Button type="text" size="small" icon={<MenuUnfoldOutlined />} aria-label={t('pane.showList')} onClick={onUnfold} />}
      <MediumMark medium={it.medium} />
      <h2 className={`${css.headTitle} ${css.cut}`} title={it.name}>{it.name || t('visitor')}</h2>
      <TierMark tier={it.tier} />
      <span className={`${css.small} ${css.cut} ${css.headMeta}`}>{[t(`state.${it.state}`), it.agent?.name, sayQueue(it.queue), it.subject].filter(Boolean).join(' · ')}</span>
      <AnswerDue row={it} />
      <TagsField ids={it.tags} most={tags.at_most} onChange={acts.tag} />
      <Viewers />
      <Acts it={it} onDo={onDo} />
    </header>
  );
}

function Viewers() {
  const { t } = useTranslation('conversations');
  const { person } = useSession();
  const others = useAround().viewers.filter(({ id }) => id !== person.id);
  if (others.length === 0) return null;
  return <span className={css.viewers}><span className="visually-hidden">{t('viewers', { names: others.map(({ name }) => name).join(t('and')) })}</span><People people={others} say={(name) => t('viewing', { name })} /></span>;
}

function Acts({ it, onDo }: { it: Talk; onDo: (name: string) => void }) {
  const { t } = useTranslation('conversations');
  const { primary, beside, rest } = actsFor(it);
  const run = useRun(it, onDo);
  const narrow = useNarrow();
  const why = (act: Act) => (act.allowed ? undefined : t(it.agent ? 'why.others' : 'why.untaken'));
  useActKeys(it, [...(primary ? [primary] : []), ...beside, ...rest], primary, run, why);
  const shown = narrow ? [] : beside;
  const menu = [...(narrow ? beside : []), ...rest];
  return (
    <div className={css.headActs}>
      {shown.map((act) => <ActButton key={act.name} size="small" reason={why(act)} {...(keys[act.name] ? { shortcut: keys[act.name] as ShortcutId } : {})} onClick={() => run(act.name)}>{t(`act.${act.name}`)}</ActButton>)}
      {primary && <ActButton size="small" type="primary" shortcut="case.primary" onClick={() => run(primary.name)}>{t(`act.${primary.name}`)}</ActButton>}
      {menu.length > 0 && (
        <Dropdown trigger={['click']} menu={{ items: menu.map((act) => ({ key: act.name, disabled: !act.allowed, label: <>{t(`act.${act.name}`)}{!act.allowed && <div className={css.small}>{why(act)}</div>}</> })), onClick: ({ key }) => run(key) }}>
          <Button size="small" icon={<EllipsisOutlined />} aria-label={t('act.more')} />
        </Dropdown>
      )}
    </div>
  );
}

/** What needs no words is done at once; everything else opens its drawer. */
function useRun(it: Talk, onDo: (name: string) => void): (name: string) => void {
  const { notification } = App.useApp();
  const acts = useActsOn(it.id);
  const at_once: Record<string, () => Promise<void>> = { accept: acts.accept, take: acts.take, reopen: acts.reopen, wake: acts.wake, join: acts.join };
  return (name) => {
    const go = at_once[name];
    if (!go) return onDo(name);
    go().catch((thrown: unknown) => {
      const problem = toProblem(thrown);
      notification.error({ title: problem.title || problem.code });
    });
  };
}

function useActKeys(it: Talk, all: Act[], primary: Act | undefined, run: (name: string) => void, why: (act: Act) => string | undefined): void {
  const { t } = useTranslation('conversations');
  const go = (...names: string[]) => {
    const act = all.find(({ name, allowed }) => allowed && names.includes(name));
    return act && (() => run(act.name));
  };
  useShortcut('case.primary', primary && (() => run(primary.name)));
  useShortcut('case.assign', go('take', 'accept', 'take_over'));
  useShortcut('case.transfer', go('transfer'));
  useShortcut('talk.snooze', go('snooze', 'wake'));
  useCommands(all.map((act) => ({ id: `talk.${act.name}`, title: t(`act.${act.name}`), group: it.name, run: () => run(act.name), shortcut: act === primary ? 'case.primary' : keys[act.name], disabled: why(act) })));
}
