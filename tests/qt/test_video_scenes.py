"""Drawn camera pictures: the same every time, different per camera, and they show what happens."""

from __future__ import annotations

import dataclasses

import pytest
from PySide6.QtGui import QImage

from console.model.scene import Scene
from console.views.video.render import render
from console.views.video.scene_state import SCENES, SceneState, state_of

WIDE = 240


def bytes_of(image: QImage) -> bytes:
    return bytes(image.constBits())


def brightness(image: QImage) -> float:
    grey = bytes(image.convertToFormat(QImage.Format.Format_Grayscale8).constBits())
    return sum(grey) / len(grey)


@pytest.mark.parametrize("scene", SCENES)
def test_the_same_camera_state_and_moment_give_the_same_pixels(qapp, scene):
    state = SceneState(scene, 20, 0.7, 0.5, 20, 0.5, (("fire", 0.8, 0), ("police", 0.4, 180)), 0.5)
    assert bytes_of(render("C-01", state, 12.5, WIDE)) == bytes_of(render("C-01", state, 12.5, WIDE))


@pytest.mark.parametrize("scene", SCENES)
def test_two_cameras_on_the_same_kind_of_place_look_different(qapp, scene):
    state = SceneState(scene)
    assert bytes_of(render("C-01", state, 0, WIDE)) != bytes_of(render("C-02", state, 0, WIDE))


def test_no_two_kinds_of_place_look_alike(qapp):
    pictures = {bytes_of(render("C-01", SceneState(scene), 0, WIDE)) for scene in SCENES}
    assert len(pictures) == len(SCENES)


@pytest.mark.parametrize("scene", SCENES)
def test_night_is_darker_than_day(qapp, scene):
    day, night = SceneState(scene, hour=13), SceneState(scene, hour=1)
    assert brightness(render("C-01", night, 0, WIDE)) < 0.8 * brightness(render("C-01", day, 0, WIDE))


@pytest.mark.parametrize(
    "change",
    [{"smoke": 0.6}, {"flames": 0.6}, {"water_cm": 30.0}, {"crowd": 0.9}, {"rain": 0.8},
     {"vehicles": (("fire", 1.0, 0.0),)}],
    ids=lambda change: next(iter(change)),
)  # fmt: skip
@pytest.mark.parametrize("scene", SCENES)
def test_what_happens_can_be_seen(qapp, scene, change):
    calm = SceneState(scene, crowd=0.1)
    assert bytes_of(render("C-01", calm, 3, WIDE)) != bytes_of(
        render("C-01", dataclasses.replace(calm, **change), 3, WIDE)
    )


def test_a_crowd_and_a_fire_move(qapp):
    state = SceneState("mall", crowd=0.5, smoke=0.5, flames=0.5)
    assert bytes_of(render("C-01", state, 1.0, WIDE)) != bytes_of(render("C-01", state, 1.5, WIDE))


def test_an_unknown_scene_or_vehicle_is_refused_with_what_is_known():
    with pytest.raises(ValueError, match="unknown scene 'moon'; expected one of street"):
        SceneState("moon")
    with pytest.raises(ValueError, match="unknown vehicle 'tank'; expected one of fire"):
        SceneState("street", vehicles=(("tank", 0.5, 0.0),))


def test_what_a_simulated_camera_sees_is_what_is_drawn():
    seen = Scene("C-01", "mall", 14.5, smoke=0.5, vehicles=(("fire", 0.5), ("grid", 0.2)), frozen_for_s=4)
    state = state_of(seen)
    assert (state.scene, state.smoke, state.frozen, state.lost) == ("mall", 0.5, True, False)
    assert state.vehicles == (("fire", 0.5, 0.0), ("patrol", 0.2, 0.0))
