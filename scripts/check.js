// The one command that checks everything: build, lint, types, tests. Stops at the first that fails.
import { spawnSync } from 'node:child_process';

for (const step of ['build', 'lint', 'typecheck', 'test']) {
  console.log(`\n> npm run ${step}`);
  const { status } = spawnSync('npm', ['run', '--silent', step], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
