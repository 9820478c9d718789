import { Form, Input, InputNumber, Select, Switch, TimePicker } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { askedFor, useBook, useWords, wordIn, type Answers, type Book } from '@/kit/book';
import { DayField, MoneyField, PersonField } from '@/kit/fields';

type Field = Book['fields'][number];
type File = { id: string; name: string };

/**
 * The fields that policy's forms ask for beyond those every case has; some only where another one has a value.
 *
 * `files`: those of the case; while it is taken in there are none yet, and nobody is asked for one.
 */
export function FormFields({ files }: { files?: File[] }) {
  const { t } = useTranslation('cases');
  const { i18n } = useTranslation();
  const book = useBook();
  const { say } = useWords();
  const kind: unknown = Form.useWatch('kind');
  const className: unknown = Form.useWatch('class');
  const answers = Form.useWatch<Answers | undefined>('fields') ?? {};
  const asked = askedFor(book, typeof kind === 'string' ? kind : undefined, typeof className === 'string' ? className : undefined, answers);
  const own = book.fields.filter(({ id, is }) => asked.has(id) && (is !== 'file' || files));
  return own.map((field) => {
    const label = say('fields', field.id);
    const required = Boolean(asked.get(field.id)?.required);
    const help = field.help?.[i18n.language === 'en' ? 'en' : 'zh'];
    return (
      <Form.Item
        key={field.id}
        name={['fields', field.id]}
        label={label}
        required={required}
        {...(help ? { extra: help } : {})}
        {...(files ? {} : beginning(field))}
        valuePropName={field.is === 'yes_no' ? 'checked' : 'value'}
        rules={required ? [{ required: true, message: t('kit:required', { what: label }) }] : []}
      >
        <Answer field={field} files={files ?? []} />
      </Form.Item>
    );
  });
}

/** What a field begins with when a case is taken in. */
function beginning({ begins_with: text, is }: Field): { initialValue?: unknown } {
  if (text === undefined) return {};
  if (is === 'number' || is === 'money') return { initialValue: Number(text) };
  return { initialValue: is === 'yes_no' ? text === 'true' : text };
}

type AnswerProps = { field: Field; files: File[]; value?: never; onChange?: never; checked?: never; id?: string };

function Answer({ field, files, ...rest }: AnswerProps) {
  const { i18n } = useTranslation();
  const language = i18n.language === 'en' ? 'en' : 'zh';
  const options = (field.choices ?? []).map(({ id }) => ({ value: id, label: wordIn(field.choices ?? [], id, i18n.language) }));
  switch (field.is) {
    case 'choice': return <Select allowClear options={options} {...rest} />;
    case 'choices': return <Select allowClear mode="multiple" options={options} {...rest} />;
    case 'yes_no': return <Switch {...rest} />;
    case 'number': return <InputNumber style={{ width: '100%' }} precision={0} {...(field.unit ? { suffix: field.unit[language] } : {})} {...rest} />;
    case 'money': return <MoneyField {...rest} />;
    case 'date': return <DayField {...rest} />;
    case 'time': return <TimeField {...rest} />;
    case 'person': return <PersonField allowClear {...rest} />;
    case 'file': return <Select allowClear options={files.map(({ id, name }) => ({ value: id, label: name }))} {...rest} />;
    case 'phone': return <Input type="tel" autoComplete="off" {...rest} />;
    case 'text': return <Input {...rest} />;
    default: return <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} {...rest} />;
  }
}

/** A time of day; its value is "09:30". */
function TimeField({ id, value, onChange }: { id?: string; value?: string; onChange?: (value: string | undefined) => void }) {
  return <TimePicker {...(id ? { id } : {})} format="HH:mm" minuteStep={5} needConfirm={false} style={{ width: '100%' }} value={value ? dayjs(`2000-01-01T${value}`) : null} onChange={(time) => onChange?.(time?.format('HH:mm'))} />;
}
