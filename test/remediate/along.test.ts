import { expect, test } from "vitest";
import { withAlong } from "../../src/remediate/along.ts";

const path = "SpaceSettings.JupyterLabAppSettings";
const idle = (settings: object) => ({ SpaceSettings: { JupyterLabAppSettings: { AppLifecycleManagement: { IdleSettings: settings } } } });

test("what AWS replaces as a whole keeps what stands beside the change, and what lies elsewhere is not sent", () => {
  const stands = {
    SpaceSettings: {
      JupyterLabAppSettings: {
        CodeRepositories: [{ RepositoryUrl: "https://a" }],
        AppLifecycleManagement: { IdleSettings: { IdleTimeoutInMinutes: 600 } },
      },
      AppType: "JupyterLab",
    },
  };
  expect(withAlong({ DomainId: "d-1", ...idle({ IdleTimeoutInMinutes: 120 }) }, stands, [path])).toEqual({
    DomainId: "d-1",
    SpaceSettings: {
      JupyterLabAppSettings: {
        CodeRepositories: [{ RepositoryUrl: "https://a" }],
        AppLifecycleManagement: { IdleSettings: { IdleTimeoutInMinutes: 120 } },
      },
    },
  });
});

test("where nothing stands, the request is what it was", () => {
  expect(withAlong(idle({ IdleTimeoutInMinutes: 120 }), {}, [path])).toEqual(idle({ IdleTimeoutInMinutes: 120 }));
});
