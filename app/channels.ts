import type { Channel } from '../channels/channel.ts';
import { Terminal } from '../channels/terminal/terminal.ts';
import { NO_LIMIT, TokenBuckets } from '../channels/webchat/pace.ts';
import { Webchat } from '../channels/webchat/webchat.ts';
import type { Config } from './config.ts';

/** A channel that could be on: made when its settings are complete, otherwise the reason why it is off. */
export interface Plan {
  name: string;
  make?: () => Channel | Promise<Channel>;
  off?: string;
}

const MESSAGES_PER_MINUTE = 20;

/** The registry: one line a channel, no switch anywhere. */
export function channelPlans(config: Config): Plan[] {
  return [webchat(config), telegram(config)];
}

export const terminalPlan: Plan = { name: 'terminal', make: () => new Terminal() };

function webchat(config: Config): Plan {
  const pace = config.VENTANILLA_RATE_LIMITS === 'off' ? NO_LIMIT : new TokenBuckets(MESSAGES_PER_MINUTE);
  const origins = [...config.WEBCHAT_ORIGINS, ...(config.PUBLIC_URL ? [new URL(config.PUBLIC_URL).origin] : [])];
  return { name: 'webchat', make: () => new Webchat({ origins, pace }) };
}

function telegram(config: Config): Plan {
  const { TELEGRAM_BOT_TOKEN: token, TELEGRAM_API_ROOT: apiRoot, TELEGRAM_WEBHOOK_SECRET: secret, PUBLIC_URL: publicUrl } = config;
  if (token === undefined) return { name: 'telegram', off: 'TELEGRAM_BOT_TOKEN is not set (ask BotFather for one)' };
  return {
    name: 'telegram',
    make: async () => {
      const { Telegram } = await import('../channels/telegram/telegram.ts');
      return new Telegram({ token, apiRoot, webhook: secret !== undefined && publicUrl !== undefined ? { publicUrl, secret } : undefined });
    },
  };
}
