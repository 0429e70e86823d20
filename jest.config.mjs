export default {
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': '<rootDir>/jest-strip.mjs' },
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  modulePathIgnorePatterns: ['<rootDir>/cdk.out', '<rootDir>/.imr'],
  // One for each core: the tests that measure time have a wide margin.
  maxWorkers: '100%',
  testTimeout: 60_000,
};
