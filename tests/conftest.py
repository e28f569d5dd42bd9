"""What holds for every test: nothing is asked of a hub, and no setting of the machine leaks in."""

import os

os.environ["HF_HUB_OFFLINE"] = "1"      # read when the library is imported, so before any test is
for name in [name for name in os.environ if name.startswith(("HOIPHUONG_", "TELEGRAM_"))]:
    del os.environ[name]
