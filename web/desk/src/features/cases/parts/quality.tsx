import { CheckCircleOutlined, FormOutlined } from '@ant-design/icons';
import { Form, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { useBook } from '@/kit/book';
import css from '../cases.module.css';
import { qualityOf, type Record } from '../quality-rules';
import { useFieldName } from './use-field-name';

type Props = { permille: number; good: boolean; missing: string[] };

/** How good a record is, as a share with the word for it; what is missing on hover. */
export function QualityMark({ permille, good, missing }: Props) {
  const { t } = useTranslation('cases');
  const nameOf = useFieldName();
  const names = missing.map(nameOf).join(t('case.and'));
  return (
    <Tooltip title={missing.length > 0 ? t('quality.missing', { names }) : t('quality.whole')}>
      <span className={`${css.quality} ${good ? css.eventOk : css.eventNear}`}>
        {good ? <CheckCircleOutlined aria-hidden /> : <FormOutlined aria-hidden />} {t('quality.is', { percent: Math.floor(permille / 10) })} {t(good ? 'quality.good' : 'quality.thin')}
      </span>
    </Tooltip>
  );
}

/** The same while a case is taken in, following what is typed. */
export function IntakeQuality() {
  const { t } = useTranslation('cases');
  const nameOf = useFieldName();
  const book = useBook();
  const record = Form.useWatch<Record | undefined>([]);
  const quality = qualityOf(book, record ?? {});
  if (!quality) return null;
  return (
    <div role="status" className={css.intakeQuality}>
      <QualityMark {...quality} />
      {quality.missing.length > 0 && <span className={css.small}>{t('quality.missing', { names: quality.missing.map(nameOf).join(t('case.and')) })}</span>}
    </div>
  );
}
