import { DatePicker, InputNumber, Select, type SelectProps } from 'antd';
import dayjs from 'dayjs';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';

type Field<T> = { id?: string; value?: T; onChange?: (value: T | undefined) => void };

/** A moment to the minute; its value is the text the API speaks. */
export function MomentField({ id, value, onChange, presets = [] }: Field<string> & { presets?: { label: string; at: () => string }[] }) {
  return (
    <DatePicker
      {...(id ? { id } : {})}
      showTime={{ format: 'HH:mm' }}
      format="YYYY-MM-DD HH:mm"
      style={{ width: '100%' }}
      value={value ? dayjs(value) : null}
      presets={presets.map(({ label, at }) => ({ label, value: () => dayjs(at()) }))}
      onChange={(moment) => onChange?.(moment?.second(0).millisecond(0).toISOString())}
    />
  );
}

/** A day; its value is "2026-11-22". */
export function DayField({ id, value, onChange }: Field<string>) {
  return <DatePicker {...(id ? { id } : {})} style={{ width: '100%' }} value={value ? dayjs(value) : null} onChange={(day) => onChange?.(day?.format('YYYY-MM-DD'))} />;
}

/** An amount typed in yuan, kept in whole fen. */
export function MoneyField({ id, value, onChange }: Field<number>) {
  const yuan = value === undefined ? null : value / 100;
  return (
    <InputNumber {...(id ? { id } : {})} prefix="¥" precision={2} style={{ width: '100%' }} value={yuan} onChange={(typed) => onChange?.(typed === null ? undefined : Math.round(typed * 100))} />
  );
}

type PickProps = Field<string> & Pick<SelectProps, 'placeholder' | 'allowClear' | 'disabled' | 'autoFocus' | 'style'> & { 'aria-label'?: string };

/** A colleague, found while typing. */
export function PersonField({ unit, ...rest }: PickProps & { unit?: string | undefined }) {
  const { t } = useTranslation('kit');
  const [typed, setTyped] = useState('');
  const q = useDeferredValue(typed);
  const { data, isFetching } = api.useQuery('get', '/api/v1/people', {
    params: { query: { limit: 20, ...(q ? { q } : {}), ...(unit ? { unit } : {}) } },
  }, { placeholderData: (old) => old });
  const options = (data?.items ?? []).map((one) => ({ value: one.id, label: `${one.name} · ${one.unit_name}` }));
  return (
    <Select
      {...rest}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      loading={isFetching}
      placeholder={rest.placeholder ?? t('pick.person')}
      notFoundContent={t('pick.nobody')}
      options={options}
    />
  );
}

/** A unit of the organisation. */
export function UnitField(props: PickProps) {
  const { t } = useTranslation('kit');
  const { data } = api.useQuery('get', '/api/v1/units');
  return (
    <Select
      {...props}
      showSearch={{ optionFilterProp: 'label' }}
      placeholder={props.placeholder ?? t('pick.unit')}
      options={(data ?? []).map((one) => ({ value: one.id, label: one.name }))}
    />
  );
}
