/** The icons used everywhere, by what they mean; a page takes others from the same set. */
export {
  CheckCircleOutlined as InTimeIcon,
  ClockCircleOutlined as HalfIcon,
  ExclamationCircleOutlined as NearIcon,
  FireOutlined as OverIcon,
  PauseCircleOutlined as PausedIcon,
  QuestionCircleOutlined as WhyIcon,
} from '@ant-design/icons';
