import { Alert, App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import css from '../session.module.css';

/** Recovery codes, shown this once: to be copied or printed. */
export function Recovery({ codes, onDone }: { codes: string[]; onDone: () => void }) {
  const { t } = useTranslation('session');
  const { message } = App.useApp();
  const copy = () => navigator.clipboard.writeText(codes.join('\n')).then(() => void message.info(t('second.copied')));
  return (
    <div className={css.stack}>
      <Alert type="warning" showIcon title={t('second.keep')} description={t('second.keepHow')} />
      <ol className={css.codes} aria-label={t('second.codes')}>{codes.map((one) => <li key={one}><code>{one}</code></li>)}</ol>
      <Button block onClick={() => void copy()}>{t('second.copy')}</Button>
      <Button type="primary" block onClick={onDone}>{t('second.kept')}</Button>
    </div>
  );
}
