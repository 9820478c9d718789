import { PlusOutlined, TagsOutlined } from '@ant-design/icons';
import { App, Button, Popover, Select, type RefSelectProps } from 'antd';
import { useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { toProblem } from '@/api/problem';
import { useMay } from '@/api/session';
import { useBook } from './book';
import { isEnter } from './ime';
import css from './kit.module.css';
import { useTagCommands, useTags, type Tag } from './tags';

export function TagChip({ tag }: { tag: Pick<Tag, 'name' | 'colour'> }) {
  return <span className={css.tagChip} data-colour={tag.colour}>{tag.name}</span>;
}

/** Tags by their ids; each once, also where two were merged. Where there is little room, those beyond `most` are counted. */
export function Tags({ ids, most = Infinity }: { ids: string[]; most?: number }) {
  const { standing } = useTags();
  const shown = [...new Map(ids.map((id) => standing(id)).filter((tag) => tag !== undefined).map((tag) => [tag.id, tag])).values()];
  const beyond = shown.slice(most).map(({ name }) => name);
  return (
    <>
      {shown.slice(0, most).map((tag) => <TagChip key={tag.id} tag={tag} />)}
      {beyond.length > 0 && <span title={beyond.join(' ')}>+{beyond.length}</span>}
    </>
  );
}

type PickProps = { id?: string; value: string[]; onChange: (ids: string[]) => void; style?: React.CSSProperties; autoFocus?: boolean; onLeave?: () => void };

/** Choosing tags by name; where policy lets everybody, a name that is not there yet makes one. */
export function TagPick({ value, onChange, onLeave, ...rest }: PickProps) {
  const { t } = useTranslation('kit');
  const { notification } = App.useApp();
  const { inUse, standing } = useTags();
  const { make } = useTagCommands();
  const may = useMay();
  const { tags: policy } = useBook();
  const field = useRef<RefSelectProps>(null);
  const [typed, setTyped] = useState('');
  const name = typed.trim();
  const isNew = name !== '' && policy.made_by === 'anybody' && may('cases.work') && !inUse.some((tag) => tag.name === name);
  const add = async () => {
    try {
      const made = await make.mutateAsync({ body: { name } });
      setTyped('');
      // The button that was pressed is gone: writing goes on in the field.
      field.current?.focus();
      onChange([...value, made.id]);
    } catch (thrown) {
      notification.error({ title: toProblem(thrown).title });
    }
  };
  // Enter makes the tag where nothing else could be meant by it.
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onLeave?.();
    if (isNew && !make.isPending && isEnter(event) && !inUse.some((tag) => tag.name.includes(name))) void add();
  };
  const withNew = (menu: ReactElement) => (
    <>
      {menu}
      {isNew && <Button type="text" block icon={<PlusOutlined />} loading={make.isPending} onClick={() => void add()}>{t('tags.make', { name })}</Button>}
    </>
  );
  return (
    <Select
      ref={field}
      mode="multiple"
      {...(rest.id ? {} : { 'aria-label': t('tags.title') })}
      placeholder={t('tags.pick')}
      notFoundContent={t('tags.none')}
      onInputKeyDown={onKey}
      showSearch={{ optionFilterProp: 'label', searchValue: typed, onSearch: setTyped }}
      value={value.map((id) => standing(id)?.id ?? id)}
      onChange={onChange}
      options={inUse.map((tag) => ({ value: tag.id, label: tag.name }))}
      popupRender={withNew}
      {...rest}
    />
  );
}

type ChangeProps = { ids: string[]; most: number; onChange: (change: { add: string[]; remove: string[] }) => Promise<unknown> };

/** The tags of one thing, and the way to change them. */
export function TagsField({ ids, most, onChange }: ChangeProps) {
  const { t } = useTranslation('kit');
  const { notification } = App.useApp();
  const [open, setOpen] = useState(false);
  if (most === 0 && ids.length === 0) return null;
  const change = (now: string[]) => {
    onChange({ add: now.filter((id) => !ids.includes(id)), remove: ids.filter((id) => !now.includes(id)) })
      .catch((thrown: unknown) => notification.error({ title: toProblem(thrown).title }));
  };
  return (
    <span className={css.tags}>
      <Tags ids={ids} />
      <Popover open={open} onOpenChange={setOpen} trigger="click" placement="bottomLeft" destroyOnHidden content={<TagPick autoFocus style={{ width: 280 }} value={ids} onChange={change} onLeave={() => setOpen(false)} />}>
        <Button size="small" type="text" icon={<TagsOutlined />} aria-label={t('tags.change')} />
      </Popover>
    </span>
  );
}

type ManyProps = { disabled?: boolean; size?: 'small'; run: (change: { add: string[]; remove: string[] }) => Promise<unknown> };

/** Puts tags on many things at once, or takes them off. */
export function TagsOfMany({ run, ...button }: ManyProps) {
  const { t } = useTranslation('kit');
  const { tags: policy } = useBook();
  const [ids, setIds] = useState<string[]>([]);
  const [busy, setBusy] = useState(false);
  if (policy.at_most === 0) return null;
  const go = async (add: boolean) => {
    setBusy(true);
    await run({ add: add ? ids : [], remove: add ? [] : ids }).catch(() => setBusy(false));
  };
  const content = (
    <div className={css.tagActs}>
      <TagPick autoFocus style={{ width: 280 }} value={ids} onChange={setIds} />
      <div>
        <Button disabled={ids.length === 0} loading={busy} onClick={() => void go(false)}>{t('tags.takeOff')}</Button>
        <Button type="primary" disabled={ids.length === 0} loading={busy} onClick={() => void go(true)}>{t('tags.putOn')}</Button>
      </div>
    </div>
  );
  return <Popover trigger="click" content={content}><Button {...button} icon={<TagsOutlined />}>{t('tags.title')}</Button></Popover>;
}
