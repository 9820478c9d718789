import { Checkbox, Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { Section } from '@/kit/section';
import { useItem } from '../application-hooks';
import { missingOf, type Check, type Item } from '../application-rules';
import css from '../parts.module.css';
import { Checklist } from './checklist';

/** The materials of a service item, looked at as the case is taken in; what follows is said below. */
export function ApplicationFields() {
  const { t } = useTranslation('cases');
  const item = useItem(Form.useWatch('kind'), Form.useWatch('class'));
  if (!item) return null;
  return <Section title={t('application.materials')}><Form.Item name="application" noStyle><Looked item={item} /></Form.Item></Section>;
}

function Looked({ item, value, onChange }: { item: Item; value?: Check; onChange?: (value: Check) => void }) {
  const { t } = useTranslation('cases');
  const check = { notify: true, ...value };
  const missing = missingOf(item, check);
  const complete = missing.length === 0;
  return (
    <>
      <Checklist item={item} value={check} {...(onChange ? { onChange } : {})} />
      <div className={css.quiet} role="status">{complete ? t('application.willAccept') : t('application.lacks', { names: missing.map(({ name }) => name).join(t('case.and')) })}</div>
      {!complete && <Checkbox checked={check.notify} onChange={(event) => onChange?.({ ...check, notify: event.target.checked })}>{t('application.notifyNow')}</Checkbox>}
    </>
  );
}
