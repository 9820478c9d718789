import { PlusOutlined, TagsOutlined } from '@ant-design/icons';
import { App, Button, Popover, Select, type RefSelectProps } from 'antd';
import { useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { toProblem } from '@/api/problem';
import type { Case } from '@/api/types';
import { useBook } from '@/kit/book';
import { isEnter } from '@/kit/ime';
import css from '../cases.module.css';
import { useCommandsOn } from '../hooks';
import { useTagCommands, useTags, type Tag } from '../tag-hooks';

export function TagChip({ tag }: { tag: Pick<Tag, 'name' | 'colour'> }) {
  return <span className={css.tagChip} data-colour={tag.colour}>{tag.name}</span>;
}

/** The tags of a case; each once, also where two were merged. */
export function Tags({ ids }: { ids: string[] }) {
  const { standing } = useTags();
  const shown = [...new Map(ids.map((id) => standing(id)).filter((tag) => tag !== undefined).map((tag) => [tag.id, tag])).values()];
  return shown.map((tag) => <TagChip key={tag.id} tag={tag} />);
}

type PickProps = { id?: string; value: string[]; onChange: (ids: string[]) => void; style?: React.CSSProperties; autoFocus?: boolean; onLeave?: () => void };

/** Choosing tags by name; where policy lets everybody, a name that is not there yet makes one. */
export function TagPick({ value, onChange, onLeave, ...rest }: PickProps) {
  const { t } = useTranslation('cases');
  const { notification } = App.useApp();
  const { inUse, standing } = useTags();
  const { make } = useTagCommands();
  const { tags: policy } = useBook();
  const field = useRef<RefSelectProps>(null);
  const [typed, setTyped] = useState('');
  const name = typed.trim();
  const isNew = name !== '' && policy.made_by === 'anybody' && !inUse.some((tag) => tag.name === name);
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
      aria-label={t('tags.title')}
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

/** The tags of a case in its header, and the way to change them. */
export function CaseTags({ it }: { it: Case }) {
  const { t } = useTranslation('cases');
  const { tags: policy } = useBook();
  const { notification } = App.useApp();
  const commands = useCommandsOn(it);
  const [open, setOpen] = useState(false);
  if (policy.at_most === 0 && it.tags.length === 0) return null;
  const change = (ids: string[]) => {
    commands.tag({ add: ids.filter((id) => !it.tags.includes(id)), remove: it.tags.filter((id) => !ids.includes(id)) })
      .catch((thrown: unknown) => notification.error({ title: toProblem(thrown).title }));
  };
  return (
    <span className={css.clock}>
      <Tags ids={it.tags} />
      <Popover open={open} onOpenChange={setOpen} trigger="click" placement="bottomLeft" destroyOnHidden content={<TagPick autoFocus style={{ width: 280 }} value={it.tags} onChange={change} onLeave={() => setOpen(false)} />}>
        <Button size="small" type="text" icon={<TagsOutlined />} aria-label={t('tags.change')} />
      </Popover>
    </span>
  );
}
