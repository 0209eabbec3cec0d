from hypothesis import given
from hypothesis import strategies as st

from quanheng.platform.search import Texts, confirms, tokens
from quanheng.platform.search.grams import certain, fold

TEXT = st.text(alphabet="酉阳茶油重庆龙潭公司𠮷䶮Abc0１（）· ", min_size=1, max_size=12)


def test_folding_takes_width_case_and_punctuation_away():
    assert fold("ＡＢ-c（重庆）龙潭·店 ") == "abc重庆龙潭店"


@given(TEXT)
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(TEXT, st.data())
def test_every_part_of_a_name_confirms_it(name, data):
    folded = fold(name)
    start = data.draw(st.integers(0, len(folded)))
    end = data.draw(st.integers(start, len(folded)))
    assert confirms(folded[start:end], Texts(names=(name,)))


def test_grams_that_stand_apart_do_not_confirm():
    assert not confirms("茶油店", Texts(names=("茶油坊与油店",)))


def test_a_token_never_holds_a_space_or_a_quote():
    words = tokens(
        Texts(names=("“酉阳” 'a' \"b\"",), places=("龙潭 镇",), codes=("915 002",), areas=("500242101",))
    )
    assert all(word and "'" not in word and '"' not in word for word in words.split(" "))


def test_only_pieces_of_codes_have_to_be_confirmed():
    assert certain("酉阳 茶油店 3m")
    assert not certain("酉阳 91500242")


@given(TEXT.filter(lambda name: len(fold(name)) > 1))
def test_a_record_is_filed_under_all_its_pairs(name):
    folded, words = fold(name), tokens(Texts(names=(name,))).split(" ")
    assert words == [folded[at : at + 2] for at in range(len(folded))]
