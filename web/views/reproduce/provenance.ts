/** What computed a report: the build, the kernel and the machine. Read at the moment of asking. */
import { COMMIT, VERSION } from '../../build-info.ts';

export interface Machine {
  readonly version: string;
  readonly commit: string;
  /** '' until computed. */
  readonly kernelSha256: string;
  readonly browser: string;
  readonly system: string;
  /** 0 = the browser does not say. */
  readonly cores: number;
  /** ISO 8601, UTC. */
  readonly date: string;
  readonly link: string;
}

interface Brand {
  readonly brand: string;
  readonly version: string;
}
interface ClientHints {
  readonly brands?: readonly Brand[];
  readonly platform?: string;
}

/** 'Chromium 156', 'Firefox 153', 'Safari 18.2', or the whole line when it is none of these. */
export function browserName(agent: string, brands: readonly Brand[] = []): string {
  const own = brands.filter(({ brand }) => !/not.?a.?brand/i.test(brand));
  const best = own.find(({ brand }) => brand !== 'Chromium') ?? own[0];
  if (best) return `${best.brand} ${best.version}`;
  const known = /(Firefox|Edg|Chrome)\/([\d.]+)/.exec(agent);
  if (known) return `${known[1]!} ${known[2]!}`;
  const safari = /Version\/([\d.]+).*Safari/.exec(agent);
  return safari ? `Safari ${safari[1]!}` : agent;
}

export function machine(at: { kernelSha256: string; link: string; now: Date }): Machine {
  const hints = (navigator as { userAgentData?: ClientHints }).userAgentData;
  return {
    version: VERSION,
    commit: COMMIT,
    kernelSha256: at.kernelSha256,
    browser: browserName(navigator.userAgent, hints?.brands),
    system: hints?.platform ?? /\(([^;)]+)/.exec(navigator.userAgent)?.[1] ?? '',
    cores: navigator.hardwareConcurrency || 0,
    date: at.now.toISOString(),
    link: at.link,
  };
}
