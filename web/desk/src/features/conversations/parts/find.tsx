import { FilterOutlined } from '@ant-design/icons';
import { Badge, Button, DatePicker, Input, Popover, Segmented, Select, Tag } from 'antd';
import dayjs from 'dayjs';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { useMay } from '@/api/session';
import { PersonField } from '@/kit/fields';
import { useNames } from '@/kit/names';
import { useQueues } from '@/kit/policy';
import { useTags } from '@/kit/tags';
import type { Patch } from '@/kit/url';
import css from '../conversations.module.css';
import { chipsOf, narrowing, tagsOf, type Filter, type Narrowing } from '../list-rules';
import { CustomerField } from './customer-field';

type Props = { filter: Filter; onChange: (patch: Patch<Filter>) => void };

/** After so many milliseconds without a key, the server is asked. */
const rest = 350;

/** Looks for words in what was said, written inside, in subjects and names. */
export function Find({ filter, onChange }: Props) {
  const { t } = useTranslation('conversations');
  const [typed, setTyped] = useState(filter.q ?? '');
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  const ask = (words: string) => {
    clearTimeout(waiting.current);
    onChange({ q: words.trim() || undefined, ...(words.trim() ? {} : { only: undefined }) });
  };
  const type = (words: string) => {
    setTyped(words);
    clearTimeout(waiting.current);
    waiting.current = setTimeout(() => ask(words), words ? rest : 0);
  };
  return (
    <Input.Search id="talk-find" size="small" allowClear style={{ width: 220 }} aria-label={t('find')} placeholder={t('findHint')} maxLength={100} value={typed} onChange={(event) => type(event.target.value)} onSearch={ask} />
  );
}

/** What narrows the list, behind a button. */
export function FilterPanel({ filter, onChange }: Props) {
  const { t } = useTranslation('conversations');
  const set = chipsOf(filter).length;
  return (
    <Popover trigger="click" placement="bottom" title={t('filter.do')} content={<Fields filter={filter} onChange={onChange} />}>
      <Badge count={set} size="small" color="var(--brand)">
        <Button size="small" icon={<FilterOutlined />} aria-label={set > 0 ? t('filter.set', { count: set }) : t('filter.do')}>{t('filter.do')}</Button>
      </Badge>
    </Popover>
  );
}

function Fields({ filter, onChange }: Props) {
  const { t } = useTranslation('conversations');
  const { channels } = useQueues();
  const { inUse } = useTags();
  const may = useMay();
  const day = (name: 'from' | 'to') => (
    <label>
      {t(`filter.${name}`)}
      <DatePicker value={filter[name] ? dayjs(filter[name]) : null} aria-label={t(`filter.${name}`)} onChange={(at) => onChange({ [name]: at?.format('YYYY-MM-DD') })} />
    </label>
  );
  return (
    <div className={css.filters}>
      <label>
        {t('filter.channel')}
        <Select allowClear aria-label={t('filter.channel')} value={filter.channel ?? (null as never)} options={channels} onChange={(channel: string | undefined) => onChange({ channel })} />
      </label>
      <label>
        {t('filter.agent')}
        <PersonField allowClear aria-label={t('filter.agent')} value={filter.agent ?? (null as never)} onChange={(agent) => onChange({ agent })} />
      </label>
      {(inUse.length > 0 || filter.tags) && (
        <label>
          {t('kit:tags.title')}
          <Select mode="multiple" allowClear aria-label={t('kit:tags.title')} showSearch={{ optionFilterProp: 'label' }} value={tagsOf(filter.tags)} options={inUse.map(({ id, name }) => ({ value: id, label: name }))} onChange={(ids: string[]) => onChange({ tags: ids.join(',') || undefined })} />
        </label>
      )}
      {may('customers.read') && (
        <label>
          {t('filter.customer')}
          <CustomerField autoFocus={false} aria-label={t('filter.customer')} onChange={(customer) => onChange({ customer })} />
        </label>
      )}
      {day('from')}
      {day('to')}
    </div>
  );
}

/** What is looked for and what narrows the list; each can be taken off. */
export function Chips({ filter, onChange }: Props) {
  const { t } = useTranslation('conversations');
  const chips = chipsOf(filter);
  if (chips.length === 0 && !filter.q) return null;
  const wide = Boolean(filter.q ?? filter.customer);
  const scopes = [{ value: 'all', label: t('filter.everywhere') }, { value: 'view', label: t('filter.here', { view: t(`view.${filter.view}`) }) }];
  return (
    <div className={css.chips} role="group" aria-label={t('filter.do')}>
      {wide && <Segmented size="small" aria-label={t('filter.within')} options={scopes} value={filter.only ?? 'all'} onChange={(value) => onChange({ only: value === 'view' ? 'view' : undefined })} />}
      {chips.map(({ name, value }) => <Chip key={name} name={name} value={value} onDrop={() => onChange({ [name]: undefined })} />)}
      {chips.length > 1 && <Button type="link" size="small" onClick={() => onChange(Object.fromEntries(narrowing.map((name) => [name, undefined])))}>{t('filter.clear')}</Button>}
    </div>
  );
}

function Chip({ name, value, onDrop }: { name: Narrowing; value: string; onDrop: () => void }) {
  const { t } = useTranslation('conversations');
  const what = name === 'tags' ? t('kit:tags.title') : t(`filter.${name}`);
  return <Tag closable={{ 'aria-label': t('filter.drop', { what }) }} onClose={(event) => { event.preventDefault(); onDrop(); }}>{t('filter.chip', { name: what, value: useSaid(name, value) })}</Tag>;
}

/** A value in words; an id alone says nothing to anybody. */
function useSaid(name: Narrowing, value: string): string {
  const { t } = useTranslation('conversations');
  const { sayChannel } = useQueues();
  const named = useNames();
  const { standing } = useTags();
  const may = useMay();
  const asks = name === 'customer' && may('customers.read');
  const customer = api.useQuery('get', '/api/v1/customers/{id}', { params: { path: { id: value } } }, { enabled: asks });
  if (name === 'tags') return tagsOf(value).map((id) => standing(id)?.name ?? t('filter.some')).join(t('and'));
  if (name === 'channel') return sayChannel(value) ?? value;
  if (name === 'agent') return named(value) ?? t('filter.some');
  return name === 'customer' ? (customer.data?.name ?? t('filter.some')) : value;
}
