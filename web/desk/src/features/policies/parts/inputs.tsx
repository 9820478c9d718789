import { DatePicker, Input, InputNumber, Select, Space, Switch } from 'antd';
import dayjs from 'dayjs';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isComposing } from '@/kit/ime';
import { keepUnits, lengthUnits, ownChoices, simpleLength, type Field, type Said } from '../editor-rules';
import { isRecord, type Value } from '../rules';
import { useWriting } from './editor-context';
import { useSaid } from './said';

type Props = { id: string; field: Field; is: Field['is']; path: string; value: Value; commit: (value: Value) => void; describedBy: string; invalid: boolean };

/** One value of a document. What is typed is taken over on leaving the field. */
export function Plain(props: Props): ReactNode {
  const { is } = props;
  if (is === 'yes_no') return <YesNo {...props} />;
  if (is === 'choice') return <Choice {...props} />;
  if (is === 'said') return <SaidInput {...props} />;
  if (is === 'number' || is === 'share' || is === 'money') return <NumberInput {...props} />;
  if (is === 'length' || is === 'keep') return <LengthInput {...props} />;
  if (is === 'day' || is === 'moment') return <DateInput {...props} />;
  if (is === 'fixed') return <span id={props.id}>{String(props.value ?? '—')}</span>;
  return <TextInput {...props} />;
}

const aria = ({ describedBy, invalid }: Props) => ({ 'aria-describedby': describedBy, 'aria-invalid': invalid || undefined, ...(invalid ? { status: 'error' as const } : {}) });

/** What is being typed, until it is taken over; what comes from outside replaces it. */
function useTyped<T>(value: T): [T, (typed: T) => void] {
  const [typed, setTyped] = useState({ from: value, text: value });
  if (typed.from !== value) setTyped({ from: value, text: value });
  return [typed.from === value ? typed.text : value, (text) => setTyped({ from: value, text })];
}

function TextInput(props: Props) {
  const { id, field, value, commit } = props;
  const given = typeof value === 'string' ? value : '';
  const [typed, type] = useTyped(given);
  const done = () => typed !== given && commit(typed.trim() === '' && !field.required ? null : typed.trim());
  return <Input id={id} {...aria(props)} value={typed} onChange={(event) => type(event.target.value)} onBlur={done} onKeyDown={(event) => event.key === 'Enter' && !isComposing(event) && done()} autoComplete="off" />;
}

function SaidInput(props: Props) {
  const { t } = useTranslation('policies');
  const { id, value, commit } = props;
  const given: Said = isRecord(value) ? { zh: String(value['zh'] ?? ''), en: String(value['en'] ?? '') } : { zh: '', en: '' };
  const [zh, typeZh] = useTyped(given.zh);
  const [en, typeEn] = useTyped(given.en);
  const done = () => {
    if (zh === given.zh && en === given.en) return;
    commit(zh.trim() === '' && en.trim() === '' && !props.field.required ? null : { zh: zh.trim(), en: en.trim() });
  };
  return (
    <Space.Compact block>
      <Input id={id} {...aria(props)} prefix={<span aria-hidden>{t('edit.zh')}</span>} aria-label={`${props.field.label.zh} ${t('edit.zh')}`} value={zh} onChange={(event) => typeZh(event.target.value)} onBlur={done} />
      <Input {...aria(props)} prefix={<span aria-hidden>{t('edit.en')}</span>} aria-label={`${props.field.label.zh} ${t('edit.en')}`} value={en} onChange={(event) => typeEn(event.target.value)} onBlur={done} />
    </Space.Compact>
  );
}

/** Thousandths are shown as per cent, fen as yuan. */
function NumberInput(props: Props) {
  const { t } = useTranslation('policies');
  const { id, field, is, value, commit } = props;
  const size = is === 'share' ? 10 : is === 'money' ? 100 : 1;
  const given = typeof value === 'number' ? value / size : null;
  const [typed, type] = useTyped<number | null>(given);
  const done = () => typed !== given && commit(typed === null ? (field.required ? 0 : null) : Math.round(typed * size));
  const unit = is === 'share' ? '%' : is === 'money' ? t('edit.yuan') : undefined;
  return <InputNumber id={id} {...aria(props)} value={typed} onChange={type} onBlur={done} onPressEnter={done} precision={is === 'share' ? 1 : is === 'money' ? 2 : 0} suffix={unit} style={{ width: 180 }} />;
}

function LengthInput(props: Props) {
  const { t } = useTranslation('policies');
  const { id, field, is, value, commit } = props;
  const simple = simpleLength(value);
  const [count, type] = useTyped<number | null>(simple?.count ?? null);
  // What has several units, such as "1h30m", is written as it stands.
  if (!simple && typeof value === 'string' && value !== '') return <TextInput {...props} />;
  const units = (is === 'keep' ? keepUnits : lengthUnits).map((unit) => ({ value: unit, label: t(`edit.unit.${unit}`) }));
  const unit = simple?.unit ?? (is === 'keep' ? 'y' : 'h');
  const done = () => {
    if (count === (simple?.count ?? null)) return;
    commit(count === null ? (field.required ? `0${unit}` : null) : `${count}${unit}`);
  };
  return (
    <Space.Compact>
      <InputNumber id={id} {...aria(props)} min={0} precision={0} value={count} onChange={type} onBlur={done} onPressEnter={done} style={{ width: 110 }} />
      <Select aria-label={t('edit.unitOf', { what: field.label.zh })} value={unit} options={units} onChange={(other) => count !== null && commit(`${count}${other}`)} style={{ width: 150 }} />
    </Space.Compact>
  );
}

function DateInput(props: Props) {
  const { id, is, value, commit } = props;
  const moment = typeof value === 'string' && value !== '' ? dayjs(value) : null;
  const take = (at: dayjs.Dayjs | null) => {
    if (at === null) return commit(null);
    return commit(is === 'day' ? at.format('YYYY-MM-DD') : at.second(0).millisecond(0).toISOString());
  };
  return <DatePicker id={id} {...aria(props)} value={moment} {...(is === 'moment' ? { showTime: { format: 'HH:mm' }, format: 'YYYY-MM-DD HH:mm' } : {})} onChange={take} style={{ width: 220 }} />;
}

function YesNo({ id, value, commit, describedBy }: Props) {
  const { t } = useTranslation('kit');
  return <Switch id={id} aria-describedby={describedBy} checked={value === true} checkedChildren={t('yes')} unCheckedChildren={t('no')} onChange={commit} />;
}

/** What can be chosen: the choices of the field, the entries of lists of this document or of another one. */
export function useChoices(field: Field, path: string): { value: string; label: string }[] {
  const { body, lists } = useWriting();
  const said = useSaid();
  const referred = field.refers ? (lists[field.refers] ?? ownChoices(body, field.refers, path)) : [];
  return [...field.choices, ...referred].map(({ value, label }) => ({ value, label: said(label) }));
}

function Choice(props: Props) {
  const { id, field, path, value, commit } = props;
  const options = useChoices(field, path);
  return <Select id={id} {...aria(props)} showSearch={{ optionFilterProp: 'label' }} allowClear={!field.required} value={typeof value === 'string' && value !== '' ? value : undefined} options={options} onChange={(one: string | undefined) => commit(one ?? null)} style={{ width: '100%', maxWidth: 360 }} popupMatchSelectWidth={false} />;
}

/** Several values: chosen from what there is, or typed one after another. */
export function Several(props: Props) {
  const { id, field, path, value, commit } = props;
  const options = useChoices(field, path);
  const given = Array.isArray(value) ? value.map(String) : [];
  const take = (all: string[]) => commit(all.length === 0 && !field.required ? null : all);
  return <Select id={id} {...aria(props)} mode={field.each === 'choice' ? 'multiple' : 'tags'} showSearch={{ optionFilterProp: 'label' }} value={given} options={options} {...(field.each === 'choice' ? {} : { tokenSeparators: [',', '，', ' '] })} onChange={take} style={{ width: '100%' }} popupMatchSelectWidth={false} />;
}
