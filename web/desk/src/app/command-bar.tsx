import { SearchOutlined } from '@ant-design/icons';
import { useNavigate } from '@tanstack/react-router';
import { Modal } from 'antd';
import { useDeferredValue, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { useCommandList, type Command } from '@/kit/commands';
import { isComposing } from '@/kit/ime';
import { Key } from '@/kit/key';
import css from './bar.module.css';
import { fitting, moved } from './command-rules';

/** Ctrl+K: finds cases and customers while typing, and runs whatever can be done here. */
export function CommandBar({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('app');
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const { items, searching } = useItems(typed);
  const run = (item: Command | undefined) => {
    if (!item || item.disabled) return;
    onClose();
    item.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) setAt(moved(at, step, items.length));
    else if (event.key === 'Enter') run(items[at]);
    else return;
    event.preventDefault();
  };
  return (
    <Modal open footer={null} closable={false} onCancel={onClose} width={600} style={{ top: 80 }} styles={{ container: { padding: 0 } }} title={<span className="visually-hidden">{t('bar.name')}</span>} transitionName="" maskTransitionName="">
      <input
        className={css.input}
        autoFocus
        role="combobox"
        aria-expanded
        aria-controls="command-list"
        aria-activedescendant={items[at] ? `command-${at}` : undefined}
        aria-label={t('bar.hint')}
        placeholder={t('bar.hint')}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div className={css.list} id="command-list" role="listbox" aria-label={t('bar.name')}>
        {items.map((item, index) => (
          <Item key={item.id} item={item} index={index} on={index === at} heading={items[index - 1]?.group !== item.group} onPoint={() => setAt(index)} onRun={() => run(item)} />
        ))}
        {items.length === 0 && <div className={css.none}>{t(searching ? 'bar.searching' : 'bar.none')}</div>}
      </div>
    </Modal>
  );
}

type ItemProps = { item: Command; index: number; on: boolean; heading: boolean; onPoint: () => void; onRun: () => void };

function Item({ item, index, on, heading, onPoint, onRun }: ItemProps) {
  return (
    <>
      {heading && <div className={css.group} role="presentation">{item.group}</div>}
      <div
        id={`command-${index}`}
        role="option"
        tabIndex={-1}
        aria-selected={on}
        aria-disabled={Boolean(item.disabled)}
        className={`${css.item} ${on ? css.on : ''} ${item.disabled ? css.off : ''}`}
        onMouseMove={onPoint}
        onClick={onRun}
        onKeyDown={(event) => event.key === 'Enter' && onRun()}
        ref={(node) => {
          if (on) node?.scrollIntoView?.({ block: 'nearest' });
        }}
      >
        <span aria-hidden>{item.icon}</span>
        <span className={css.title}>{item.title}</span>
        <span className={css.note}>{item.disabled ?? (item.shortcut && <Key id={item.shortcut} />)}</span>
      </div>
    </>
  );
}

function useItems(typed: string): { items: Command[]; searching: boolean } {
  const { t } = useTranslation('app');
  const navigate = useNavigate();
  const q = useDeferredValue(typed.trim());
  const { data, isFetching } = api.useQuery('get', '/api/v1/search', { params: { query: { q } } }, { enabled: q.length > 1, placeholderData: (old) => (q.length > 1 ? old : undefined) });
  const commands = fitting(typed, useCommandList());
  const icon = <SearchOutlined />;
  const cases = (q.length > 1 ? (data?.cases ?? []) : []).map((row) => ({
    id: row.id, title: `${row.number} ${row.subject}`, group: t('bar.cases'), icon,
    run: () => void navigate({ to: '/cases/$caseId', params: { caseId: row.id } }),
  }));
  const customers = (q.length > 1 ? (data?.customers ?? []) : []).map((one) => ({
    id: one.id, title: [one.name, ...one.identities.map(({ masked }) => masked)].join(' · '), group: t('bar.customers'), icon,
    run: () => void navigate({ to: '/customers/$customerId', params: { customerId: one.id } }),
  }));
  return { items: [...commands.slice(0, q ? 6 : 30), ...cases, ...customers], searching: isFetching };
}
