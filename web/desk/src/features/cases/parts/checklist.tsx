import { Checkbox, Form, Input, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { wantedOf, type Check, type Item, type Wanted } from '../application-rules';
import css from '../parts.module.css';

type Props = { item: Item; value?: Check; onChange?: (value: Check) => void; disabled?: boolean };

/** Who applies, what is so with them, and which materials are there. */
export function Checklist({ item, value = {}, onChange, disabled = false }: Props) {
  const { t } = useTranslation('cases');
  const change = (part: Check) => onChange?.({ ...value, ...part });
  const wanted = wantedOf(item, value);
  return (
    <div className={css.cards}>
      {item.applicants.length > 0 && (
        <Form.Item label={t('application.applicant')} required layout="vertical" style={{ marginBottom: 0 }}>
          <Radio.Group aria-label={t('application.applicant')} disabled={disabled} options={item.applicants} value={value.applicant} onChange={(event) => change({ applicant: event.target.value as string })} />
        </Form.Item>
      )}
      {item.conditions.length > 0 && (
        <Form.Item label={t('application.conditions')} layout="vertical" style={{ marginBottom: 0 }}>
          <Checkbox.Group disabled={disabled} options={item.conditions} value={value.conditions ?? []} onChange={(conditions) => change({ conditions })} />
        </Form.Item>
      )}
      <ul className={css.materials} aria-label={t('application.materials')}>
        {wanted.map((one) => (
          <Material key={one.id} of={one} value={value.materials?.[one.id]} disabled={disabled} onChange={(tick) => change({ materials: { ...value.materials, [one.id]: tick } })} />
        ))}
      </ul>
    </div>
  );
}

type Tick = NonNullable<Check['materials']>[string];
type MaterialProps = { of: Wanted; value: Tick | undefined; disabled: boolean; onChange: (value: Tick) => void };

function Material({ of, value = { state: 'missing' }, disabled, onChange }: MaterialProps) {
  const { t } = useTranslation('cases');
  const states = (['received', 'missing', 'waived'] as const).map((state) => ({ value: state, label: t(`application.material.${state}`) }));
  return (
    <li className={css.material} aria-label={of.name}>
      <div>
        <b>{of.name}</b> <span className={css.quiet}>{of.asks}</span>
        {of.sample && <div className={css.quiet}>{of.sample}</div>}
        {of.basis && <div className={css.quiet}>{t('application.by', { basis: of.basis })}</div>}
      </div>
      <div className={css.materialState}>
        <Radio.Group size="small" optionType="button" aria-label={of.name} disabled={disabled} options={states} value={value.state} onChange={(event) => onChange({ ...value, state: event.target.value as Tick['state'] })} />
        <Input size="small" maxLength={200} disabled={disabled} aria-label={t('application.noteOf', { name: of.name })} placeholder={t(value.state === 'waived' ? 'application.whyWaived' : 'application.note')} value={value.note ?? ''} onChange={(event) => onChange({ ...value, note: event.target.value || null })} />
      </div>
    </li>
  );
}
