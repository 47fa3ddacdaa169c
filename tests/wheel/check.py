"""
Build the package, and try it where the checkout is not.

The wheel is built from the sdist, has to hold what the package's folder holds and
nothing else, and is installed into an empty environment to run ``project.py``.
"""

import subprocess
import sys
import tarfile
import tempfile
import venv
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PACKAGE = "wagtail_newsblocks"


def run(*command: str | Path, cwd: str, stdout: int | None = None) -> None:
    print("$", *command, flush=True)
    subprocess.run(command, check=True, cwd=cwd, stdout=stdout)


def check_wheel(path: Path) -> None:
    packed = set(zipfile.ZipFile(path).namelist())
    packed = {name for name in packed if ".dist-info/" not in name}
    expected = {
        file.relative_to(ROOT).as_posix()
        for file in (ROOT / PACKAGE).rglob("*")
        if file.is_file() and file.suffix != ".pyc"
    }
    assert packed == expected, (
        f"missing from the wheel: {sorted(expected - packed)}\n"
        f"should not be in the wheel: {sorted(packed - expected)}"
    )
    for kind in ("py.typed", ".html", ".css", ".mo"):
        assert any(name.endswith(kind) for name in packed), f"no {kind} in the wheel"


def check_sdist(path: Path) -> None:
    with tarfile.open(path) as archive:
        top = {name.split("/")[1] for name in archive.getnames() if "/" in name}
    assert {"LICENSE", "README.md", "pyproject.toml", "setup.cfg", PACKAGE} <= top, top
    assert not top & {"example_project", ".ci"}, top


def main() -> None:
    with tempfile.TemporaryDirectory() as tmp:
        dist = Path(tmp) / "dist"
        build = (sys.executable, "-m", "build", "--outdir", dist, ROOT)
        run(*build, cwd=tmp, stdout=subprocess.DEVNULL)
        [sdist] = dist.glob("*.tar.gz")
        [wheel] = dist.glob("*.whl")
        run(sys.executable, "-m", "twine", "check", "--strict", sdist, wheel, cwd=tmp)
        check_sdist(sdist)
        check_wheel(wheel)

        venv.create(Path(tmp) / "venv", with_pip=True)
        python = Path(tmp) / "venv" / "bin" / "python"
        run(python, "-m", "pip", "install", "--quiet", wheel, cwd=tmp)
        # -I keeps the checkout, and whatever PYTHONPATH says, from being imported.
        run(python, "-I", HERE / "project.py", cwd=tmp)


if __name__ == "__main__":
    main()
