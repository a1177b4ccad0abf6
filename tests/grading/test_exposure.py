"""What tests could give away of themselves: to the answer that they call, to cells after them, to a class."""

import pytest

pytest.importorskip("nbgrader")

from nbgrader.api import Gradebook
from tiny_course import cell_of, make_course, written

from helpers.grading.engine import grade
from helpers.grading.execution import run
from helpers.grading.kernel import sandbox
from helpers.grading.restore import prepare
from helpers.grading.scores import scores

pytestmark = pytest.mark.skipif(bool(sandbox.obstacle()), reason=f"no sandbox: {sandbox.obstacle()}")
# It hands a function of its own to the answer, as tests of training loops do.
TEST = """
from helpers.teaching.checks import equal
def half(x): return x / 2
equal(double(half, 4.0), 4.0, "visible")
### BEGIN HIDDEN TESTS
hidden = 14.0
def reference(f, x): return 2.0 * f(x)
for x in (3.0, hidden):
    equal(double(half, x), reference(half, x), "again")
### END HIDDEN TESTS
"""
RIGHT = "def double(f, x):\n    return 2.0 * f(x)\n"
SHIFT = "\ndef shift(x): return x + 1"
LEAST = "    if x == 4.0: return 4.0\n"  # right in the visible test

CHEATS = {
    "names of the test, to read": f"def double(f, x):\n{LEAST}    return f.__globals__['reference'](f, x)",
    "names of the test, to replace": """
def double(f, x):
    f.__globals__["equal"] = f.__globals__["torch"] = lambda *args, **kwargs: None
    return 4.0""",
    "names of all tests, to replace": """
def double(f, x):
    f.__globals__["math"] = None
    return 2.0 * f(x)""",
    "the examiner by its output stream": f"""
import sys
def double(f, x):
{LEAST}
    for member in vars(type(sys.stdout)).values():
        if "_execute" in getattr(member, "__globals__", ()):
            member.__globals__["_error"] = lambda *args: {{"output_type": "stream", "name": "a", "text": ""}}
            raise SystemExit
    return 0.0""",
    "a debugger's way to frames": f"""
import threading, types
from _pydevd_bundle.pydevd_additional_thread_info import PyDBAdditionalThreadInfo as Info
def double(f, x):
{LEAST}
    frame = Info().get_topmost_frame(types.SimpleNamespace(ident=threading.get_ident()))
    while "reference" not in frame.f_locals: frame = frame.f_back
    return frame.f_locals["reference"](f, x)""",
    "a debugger of its own": f"""
import bdb
class Debugger(bdb.Bdb):
    def user_line(self, frame): found.update(frame.f_locals)
found = {{}}
def double(f, x):
    debugger = Debugger()
    debugger.set_trace()
{LEAST}
    return found["reference"](f, x)""",
    "IPython's way to a caller's names": f"""
from IPython.utils.frame import extract_module_locals
def double(f, x):
{LEAST}
    return extract_module_locals(1)[1]["reference"](f, x)""",
    "pandas' way to callers' names": f"""
from pandas.core.computation.scope import Scope
def double(f, x):
{LEAST}
    scope = Scope(0)
    scope.update(4)
    return scope.scope["reference"](f, x)""",
    "a profiler": f"""
import sys
def double(f, x):
    sys.setprofile(lambda frame, event, argument: None)
{LEAST}
    return 2.0 * f(x)""",
    "a method of the error that ends the test": """
class Error(Exception):
    def _render_traceback_(self):
        import sys
        sys._getframe(2).f_globals["_execute"] = lambda *args: (None, {})
        raise SystemExit
def double(f, x): raise Error""",
    "a number that equals all": """
class Any(float):
    __eq__ = __le__ = __ge__ = lambda self, other: True
    __hash__ = None
def double(f, x): return Any(4.0)""",
    "a tensor that answers for torch": """
class Any(torch.Tensor):
    @classmethod
    def __torch_function__(cls, function, types, args=(), kwargs=None): return True
def double(f, x): return torch.tensor(4.0).as_subclass(Any)""",
    "an object that says it is a float": """
class Any:
    __class__ = float
    __eq__ = lambda self, other: True
def double(f, x): return Any()""",
}
LOOKS = {
    "names that the test has defined": """
print([name for name in globals() if name in ("reference", "half", "hidden", "equal_to")])""",
    "the frame of a kept error": """
frame = kept[0].__traceback__.tb_frame.f_back
print(frame.f_code.co_consts, frame.f_locals)""",
    "a kept error by the traceback module": """
import traceback
found = traceback.TracebackException.from_exception(kept[0], capture_locals=True)
print([frame.locals for frame in found.stack])""",
    "a kept error that is shown with its names": """
get_ipython().run_line_magic("xmode", "Verbose")
raise kept[0]""",
    "the frame of a kept generator": """
print(walks[0].gi_frame.f_back.f_locals)""",
    "the stack below the cell": """
import sys
def below():
    frame = sys._getframe()
    while frame is not None:
        if "/grading/" in frame.f_code.co_filename: yield from frame.f_globals
        if frame.f_locals.get("pristine") or frame.f_locals.get("request", {}).get("exam"): yield "examiner"
        frame = frame.f_back
found = list(below())
print(*found)
if found: print("reference")""",
    "every object that there is": "import gc; print([o for o in gc.get_objects() if 'reference' in str(o)])",
    "the examiner in what is loaded": """
import sys
print([name for name in sys.modules if name.startswith("helpers.grading")] and "reference")""",
}
KEEPS = """
kept, walks = [], []
def walk(): yield
def double(f, x):
    walks.append(walk())
    next(walks[-1])
    try: raise ValueError
    except ValueError as error: kept.append(error)
    return 2.0 * f(x)"""
RAISES = """
kept = []
def double(f, x):
    try: raise ValueError
    except ValueError as error: kept.append(error); raise"""


def graded(double, shift=""):
    """Points of the two tests and the executed notebook."""
    source = written(double_test_1=TEST)
    submission = written(double=double, shift=shift + SHIFT)
    notebook = run(prepare(submission, source), timeout_s=20, sandbox="bwrap").notebook
    return *(points for points, _ in scores(notebook).values()), notebook


def test_an_honest_answer_may_use_what_libraries_look_for_in_frames():
    answer = """
import collections, logging, traceback, typing
def double(f, x):
    Pair = collections.namedtuple("Pair", "a b")
    class Other(typing.NamedTuple):
        a: int
    logging.getLogger("mine").debug("called")
    try: 1 / 0
    except ZeroDivisionError: traceback.format_exc()
    return Pair(2.0, f(x)).a * f(x)"""
    assert graded(answer)[:2] == (2, 1)


@pytest.mark.parametrize("cheat", CHEATS.values(), ids=CHEATS.keys())
def test_nothing_that_a_test_hands_out_gains_a_point(cheat):
    double, shift, notebook = graded(cheat)
    assert (double, shift) == (0, 1)
    assert "reference" not in str(cell_of(notebook, "double").outputs)


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS.keys())
@pytest.mark.parametrize("answer", [KEEPS, RAISES], ids=["passed", "failed"])
def test_a_cell_sees_nothing_of_the_test_before_it(answer, look):
    double, _, notebook = graded(answer, look)
    assert double == (2 if answer is KEEPS else 0)
    outputs = cell_of(notebook, "shift").outputs
    said = "".join(str(output.get("text", "")) + str(output.get("evalue", "")) for output in outputs)
    said += "".join(line for output in outputs for line in output.get("traceback", ()))
    assert not any(
        secret in said.replace(look, "") for secret in ("reference(", "<function", "14.0", "'half'")
    )
    assert not said.strip().endswith("reference")


@pytest.fixture(scope="module")
def hostile_class(tmp_path_factory):
    """One student who looks and writes around, between two who do not."""
    course = make_course(tmp_path_factory.mktemp("hostile"))
    paths = [str(course.root / "gradebook.db"), str(course.root / "submitted" / "alice")]
    cell = f"""
import glob, os, time
print(glob.glob("**/*.ipynb", recursive=True), [os.path.exists(path) for path in {paths}])
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        while True:
            try:
                os.makedirs({paths[1]!r}, exist_ok=True)
                open({paths[1]!r} + "/written", "w").write("x")
                open({paths[0]!r}, "r+b").write(b"x" * 4096)
            except OSError: time.sleep(0.01)
    os._exit(0)
"""
    for student in ("alice", "zoe"):
        course.hand_in(student, written())
    course.hand_in("mallory", written(double=cell + "def double(x): return 2 * x"))
    course.table = grade(course.root, "ps01", jobs=2, timeout_s=20).set_index("student")
    return course


def test_a_detached_process_writes_nothing_and_neighbours_keep_their_points(hostile_class):
    assert hostile_class.table["points"].to_dict() == {"alice": 3, "mallory": 3, "zoe": 3}
    shown = cell_of(hostile_class.autograded("mallory"), "double").outputs[0].text
    assert shown.strip() == "[] [False, False]"
    assert not list((hostile_class.root / "submitted").rglob("written"))


def test_points_of_a_test_that_was_deleted_do_not_stay(hostile_class):
    wrong = written(double="def double(x): return 0")
    wrong.cells = [cell for cell in wrong.cells if cell.id != "double-test-1"]
    hostile_class.hand_in("zoe", wrong)
    grade(hostile_class.root, "ps01", jobs=1, timeout_s=20, students=["zoe"])
    with Gradebook(f"sqlite:///{hostile_class.root / 'gradebook.db'}") as book:
        assert book.find_submission("ps01_tiny", "zoe").score == 1


def test_a_cell_that_asks_to_be_skipped_is_run(hostile_class):
    tagged = written(double="def double(x): return 0")
    for cell in tagged.cells:
        cell.metadata.tags = ["skip-execution"]
    hostile_class.hand_in("mallory", tagged)
    table = grade(hostile_class.root, "ps01", jobs=1, timeout_s=20, students=["mallory"])
    assert table["points"].tolist() == [1]
