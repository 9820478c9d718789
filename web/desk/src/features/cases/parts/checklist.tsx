import { Checkbox, Form, Input, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { wantedOf, type Check, type Item, type Wanted } from '../application-rules';
import css from '../parts.module.css';

type Props = { item: Item; value?: Check; onChange?: (value: Check) => void };

/** Who applies, what is so with them, and which materials are there. */
export function Checklist({ item, value = {}, onChange }: Props) {
  const { t } = useTranslation('cases');
  const change = (part: Check) => onChange?.({ ...value, ...part });
  const wanted = wantedOf(item, value);
  return (
    <div className={css.cards}>
      {item.applicants.length > 0 && (
        <Form.Item label={t('application.applicant')} required layout="vertical" style={{ marginBottom: 0 }}>
          <Radio.Group aria-label={t('application.applicant')} options={item.applicants} value={value.applicant} onChange={(event) => change({ applicant: event.target.value as string })} />
        </Form.Item>
      )}
      {item.conditions.length > 0 && (
        <Form.Item label={t('application.conditions')} layout="vertical" style={{ marginBottom: 0 }}>
          <Checkbox.Group options={item.conditions} value={value.conditions ?? []} onChange={(conditions) => change({ conditions })} />
        </Form.Item>
      )}
      <ul className={css.materials} aria-label={t('application.materials')}>
        {wanted.map((one) => (
          <Material key={one.id} of={one} value={value.materials?.[one.id]} onChange={(tick) => change({ materials: { ...value.materials, [one.id]: tick } })} />
        ))}
      </ul>
    </div>
  );
}

type Tick = NonNullable<Check['materials']>[string];
type MaterialProps = { of: Wanted; value: Tick | undefined; onChange: (value: Tick) => void };

function Material({ of, value = { state: 'missing' }, onChange }: MaterialProps) {
  const { t } = useTranslation('cases');
  const states = (['received', 'missing', 'waived'] as const).map((state) => ({ value: state, label: t(`application.material.${state}`) }));
  return (
    <li className={css.material} aria-label={of.name}>
      <Asked of={of} />
      <div className={css.materialState}>
        <Radio.Group size="small" optionType="button" aria-label={of.name} options={states} value={value.state} onChange={(event) => onChange({ ...value, state: event.target.value as Tick['state'] })} />
        <Input size="small" maxLength={200} aria-label={t('application.noteOf', { name: of.name })} placeholder={t(value.state === 'waived' ? 'application.whyWaived' : 'application.note')} value={value.note ?? ''} onChange={(event) => onChange({ ...value, note: event.target.value || null })} />
      </div>
    </li>
  );
}

/** What is asked for of a material, where it is found and what it rests on. */
function Asked({ of }: { of: Wanted }) {
  const { t } = useTranslation('cases');
  return (
    <div>
      <b>{of.name}</b> <span className={css.quiet}>{of.asks}</span>
      {of.sample && <div className={css.quiet}>{of.sample}</div>}
      {of.basis && <div className={css.quiet}>{t('application.by', { basis: of.basis })}</div>}
    </div>
  );
}

/** The same list for reading only: what was found. */
export function Looked({ item, value }: { item: Item; value: Check }) {
  const { t } = useTranslation('cases');
  const chosen = [...item.applicants.filter((one) => one.value === value.applicant), ...item.conditions.filter((one) => value.conditions?.includes(one.value))];
  return (
    <div className={css.cards}>
      {chosen.length > 0 && <div>{chosen.map(({ label }) => label).join(t('case.and'))}</div>}
      <ul className={css.materials} aria-label={t('application.materials')}>
        {wantedOf(item, value).map((one) => {
          const tick = value.materials?.[one.id];
          return <li key={one.id} className={css.material} aria-label={one.name}><Asked of={one} /><div>{t(`application.material.${tick?.state ?? 'missing'}`)} <span className={css.quiet}>{tick?.note}</span></div></li>;
        })}
      </ul>
    </div>
  );
}
